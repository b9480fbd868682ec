/**
 * The look of the page, for light and dark screens and for paper.
 *
 * Colours of methods (m0 to m5) follow Okabe and Ito's set for colour-blind readers, darkened on light and lightened on
 * dark ground until each has a contrast of 3 to 1 with it; controls (k0 to k2) are grey.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --card: #f6f7f9; --ink: #16202c; --soft: #5b6776; --line: #dfe3e8; --rule: #eef0f3;
  --good: #11714c; --bad: #b3261e;
  --m0: #b56a00; --m1: #0a5ea8; --m2: #3f93cf; --m3: #b0478c; --m4: #008562; --m5: #c24a00;
  --k0: #5f6873; --k1: #79828d; --k2: #8b949f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11161d; --card: #1a212b; --ink: #e8edf3; --soft: #9dabba; --line: #333e4b; --rule: #232c37;
    --good: #52d39b; --bad: #ff8a80;
    --m0: #f0a93b; --m1: #4fa3f2; --m2: #a9d6f8; --m3: #e58cc5; --m4: #35c79a; --m5: #ff8a4c;
    --k0: #a3adb9; --k1: #7f8a97; --k2: #66717e;
  }
}
.m0 { --c: var(--m0); } .m1 { --c: var(--m1); } .m2 { --c: var(--m2); } .m3 { --c: var(--m3); }
.m4 { --c: var(--m4); } .m5 { --c: var(--m5); } .k0 { --c: var(--k0); } .k1 { --c: var(--k1); } .k2 { --c: var(--k2); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1300px; padding: 40px 24px 80px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 32px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 24px; margin: 56px 0 16px; text-transform: capitalize; }
h3 { font-size: 18px; margin: 0 0 4px; } h3::first-letter { text-transform: uppercase; }
p { margin: 0 0 8px; max-width: 78ch; }
.lead { color: var(--soft); font-size: 18px; }
code { font: 13px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin: 16px 0 0; padding: 10px 14px; background: var(--card); border-radius: 8px; overflow-x: auto; }
nav { margin: 16px 0 0; } nav a { margin-right: 16px; color: var(--m1); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 12px; margin: 24px 0 0; padding: 0; list-style: none; }
.tile { display: flex; flex-direction: column; padding: 16px 18px; background: var(--card); border-radius: 10px; }
.tile .name { color: var(--soft); font-size: 14px; }
.tile .headline { font-size: 34px; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; }
.tile .detail { color: var(--soft); font-size: 13px; line-height: 1.4; }
.good { color: var(--good); } .bad { color: var(--bad); }
figure, section.table { margin: 40px 0 0; }
figcaption p, section.table > p { color: var(--soft); font-size: 15px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 10px 0 4px; font-size: 13px; }
.legend label, .legend span { display: inline-flex; align-items: center; gap: 5px; }
.legend .sizes { color: var(--soft); margin-left: auto; gap: 2px; }
.legend input { margin: 0; accent-color: var(--soft); }
.swatch { flex: none; vertical-align: middle; }
.scroll { overflow-x: auto; }
.plot { display: block; width: 100%; min-width: 720px; height: auto; font-size: 12px; fill: var(--ink); }
.plot .grid { stroke: var(--line); } .plot .rule { stroke: var(--rule); }
.plot .tick, .plot .axis, .plot .detail { fill: var(--soft); }
.plot .axis { font-size: 13px; } .plot .detail { font-size: 10.5px; } .plot .label { font-size: 13px; }
.plot .head { font-weight: 600; } .plot :is(.head, .mean-text) { fill: color-mix(in srgb, var(--c) 70%, var(--ink)); } .plot :is(.head, .mean-text):is(.k0, .k1, .k2) { fill: var(--soft); } .plot .figure { font-size: 12.5px; } .plot .muted { fill: var(--soft); }
.floor { stroke: var(--ink); stroke-dasharray: 4 4; opacity: .65; } .plot .floor-text { fill: var(--soft); }
.point { fill: var(--c); fill-opacity: .35; stroke: var(--c); stroke-width: 1.2; }
.point[class*=" k"], .k0 .point, .k1 .point, .k2 .point { fill-opacity: .08; }
.solid, .mean { fill: var(--c); }
.mean { stroke: var(--ground); stroke-width: 2; }
.mean-text { font-weight: 650; font-size: 13px; } .mean-text, .named { paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-opacity: .8; stroke-linejoin: round; }
.leader { stroke: var(--soft); opacity: .7; } .named { font-size: 12px; fill: var(--ink); }
.bar { fill: var(--c); }
.grey { fill: var(--k0); } .noise { stroke: var(--ink); opacity: .6; } .noise-in { stroke: var(--ground); opacity: .6; } .least { stroke: var(--ground); stroke-width: 2; }
.span { stroke: var(--c, var(--soft)); stroke-width: 2; opacity: .55; } .end { stroke: var(--c, var(--soft)); stroke-width: 2; }
.size circle { fill: none; stroke: var(--soft); }
.note { margin-top: 8px; color: var(--soft); font-size: 13px; max-width: none; }
details { margin-top: 6px; font-size: 13px; } summary { color: var(--soft); cursor: pointer; }
table { border-collapse: collapse; font-size: 12.5px; line-height: 1.35; white-space: nowrap; }
th, td { padding: 4px 7px; text-align: left; border-bottom: 1px solid var(--rule); }
th { background: var(--ground); border-bottom: 1px solid var(--line); vertical-align: bottom; font-weight: 600; }
section.table th.n { white-space: normal; min-width: 54px; }
.n { text-align: right; } td small { color: var(--soft); font-size: 11px; }
.tall { max-height: 640px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
.tall thead th { position: sticky; top: 0; }
tr.first td { border-top: 2px solid var(--line); } .sorted tr.first td { border-top: 0; }
tr.control td { color: var(--soft); } tr.control .subject { font-style: italic; }
.reached { color: var(--good); } .missed { color: var(--bad); font-weight: 600; } tr.control .reached, tr.control .missed { color: var(--soft); font-weight: 400; }
tbody tr:hover td { background: var(--card); }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--m1); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
input[type=search] { margin: 4px 0 8px; padding: 6px 10px; width: 300px; max-width: 100%; font: inherit; font-size: 14px; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.legends { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 8px 48px; margin: 40px 0 0; font-size: 14px; }
dl { margin: 0; } dl div { padding: 5px 0; border-bottom: 1px solid var(--rule); } dt { font-weight: 600; } dd { margin: 0; color: var(--soft); }
.marks { font-size: 14px; color: var(--soft); padding-left: 18px; } .marks b { color: var(--ink); }
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #f6f7f9; --ink: #000; --soft: #444; --line: #bbb; --rule: #ddd; --good: #11714c; --bad: #b3261e;
    --m0: #b56a00; --m1: #0a5ea8; --m2: #3f93cf; --m3: #b0478c; --m4: #008562; --m5: #c24a00; --k0: #5f6873; --k1: #79828d; --k2: #8b949f; }
  @page { size: A4 portrait; margin: 12mm; }
  @page wide { size: A4 landscape; margin: 12mm; }
  section.table { page: wide; }
  body { max-width: none; padding: 0; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details, nav, input { display: none !important; }
  figure, .tile, tr { break-inside: avoid; } h2, h3, figcaption { break-after: avoid; }
  .tiles { grid-template-columns: repeat(5, 1fr); } .plot { min-width: 0; max-height: 215mm; }
  .scroll, .tall { max-height: none; overflow: visible; border: 0; }
  .tall thead th { position: static; } table { font-size: 6.5pt; } th, td { padding: 1px 3px; } .tile { padding: 8px 10px; } .tile .headline { font-size: 20pt; } .tile .detail { font-size: 8pt; } section.table th.n { min-width: 0; }
}
`

/** Hides a class of points where its box in the legend is not checked; needs no script. */
export function toggleStyle(classNames: readonly string[]): string {
	return classNames
		.map(
			(name) =>
				`figure:has(input[data-toggles="${name}"]:not(:checked)) :is(.point, .mean, .mean-text).${name} { display: none; }`,
		)
		.join('\n')
}
