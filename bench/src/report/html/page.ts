import type { GroupSummary, MetricRule, RunSummary } from '../../results/record.ts'
import { metricLabel, metricNames } from '../column.ts'
import type { LayOut, Overviews } from '../overview.ts'
import { mainSubject, type ReportSubject } from '../subject.ts'
import { partition } from '../suite.ts'
import { appearances } from './appearance.ts'
import { kindsFigure } from './kinds.ts'
import { latencyFigure } from './latency.ts'
import { type Markup, markup, verbatim } from './markup.ts'
import { scatterFigure } from './scatter.ts'
import { SCRIPT } from './script.ts'
import { STYLE, toggleStyle } from './style.ts'
import { survivalFigure } from './survival.ts'
import { overviewTable, suiteTables } from './tables.ts'
import { tiles } from './tiles.ts'

/**
 * A run as one HTML file that loads nothing: headlines, plots and sortable tables for each suite.
 *
 * The same summary gives the same bytes. A plot stands only where what it shows was measured; the tables follow the
 * rules given, so a suite of any metrics is shown in full.
 */
export function htmlReport(
	summary: RunSummary,
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
	overviews: Overviews = {},
): string {
	const suites = partition(summary.groups, ({ suite }) => suite)
	const links = suites.map(([suite], index) => markup`<a href="#suite-${index}">${suite}</a>`)
	const classNames = [
		...new Set(suites.flatMap(([, groups]) => appearances(groups, subjects).map((look) => look.className))),
	]
	const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Headroom bench</title>
<style>${verbatim(STYLE)}${verbatim(toggleStyle(classNames))}</style>
</head>
<body>
<header>
<h1>Headroom bench</h1>
<p class="lead">How much of each prompt was saved, how fast, and whether what an answer needs still stands in it. Survival is necessary for a good answer and does not prove one.</p>
<pre><code>${summary.command}</code></pre>
${suites.length > 1 ? markup`<nav aria-label="Suites">${links}</nav>` : undefined}
</header>
<main>
${suites.map(([suite, groups], index) => suiteSection(suite, `suite-${index}`, groups, rules, subjects, overviews[suite]))}
${marks()}
</main>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`
	return page.html
}

function suiteSection(
	suite: string,
	id: string,
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
	layOut: LayOut | undefined,
): Markup {
	const looks = appearances(groups, subjects)
	const main = mainSubject(groups, subjects)
	return markup`<section id="${id}"><h2>${suite}</h2>
${tiles(groups, rules, subjects)}
${layOut?.(groups, { timings: true }).map(overviewTable)}
${scatterFigure(groups, looks, main)}
${plottedMetrics(groups, rules).map((metric) => survivalFigure(groups, looks, metric, metricTitle(metric), rules[metric]))}
${kindsFigure(groups, looks, subjects, main)}
${latencyFigure(groups, looks)}
${suiteTables(groups, rules, subjects)}
</section>`
}

/** What is plotted by dataset: answers and what agents needed, or else every gated mean that is a share. */
function plottedMetrics(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
): readonly string[] {
	const measured = metricNames(groups, rules)
	const survival = ['answer', 'needed'].filter((name) => measured.includes(name))
	if (survival.length > 0) return survival
	return measured.filter((name) => {
		const parts = groups.flatMap((group) => group.metrics[name] ?? [])
		return rules[name]?.gate === 'mean' && parts.every(({ mean, least }) => least >= 0 && mean <= 1)
	})
}

function metricTitle(metric: string): string {
	const known = { answer: 'Surviving answers by dataset', needed: 'What agents needed next, by dataset' }
	return metric === 'answer' || metric === 'needed' ? known[metric] : `${metricLabel(metric)} by dataset`
}

function marks(): Markup {
	return markup`<section class="table"><h3>Marks</h3><ul class="marks">
<li><b>ratio</b> tokens after / tokens before, mean of the items; smaller is smaller. <b>least ratio</b> the least of one item.</li>
<li><b>%</b> mean of the items to which the metric applies, in percent.</li>
<li><b>±</b> half width of the 95 % interval of that mean, items that share a text taken together; <b>±?</b> too few texts to tell.</li>
<li><b>✓</b> every item reaches the bound. <b>✗ n of m</b> n of m items do not; at least n where an item can fall short in part.</li>
<li><b>–</b> the metric does not apply. A column stands only where its metric applies to some row.</li>
<li><b>p50 ms, p95 ms</b> milliseconds of a subject’s work on one item, tokenization included; they differ from machine to machine.</li>
<li><i>In grey italics</i> a control, which any method must beat.</li>
</ul></section>`
}
