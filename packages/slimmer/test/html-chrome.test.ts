import { TokenSlimmer } from '@headroom/slimmer'
import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'

const characters = { id: 'test-characters', exact: false, count: (text: string): number => text.length }
const slimmer = new TokenSlimmer({ tokenizer: characters, dedup: false })
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

const story =
	'The ferry from Rostock leaves at 06:15 and at 14:40 every day of the week except Sunday, when the first boat leaves at 08:00. Bicycles travel free of charge; dogs need a ticket for 4.50 euros, sold on board.'

const page = (body: string, head = ''): string =>
	`<!doctype html><html><head>${head}</head><body>${body}<p>${story}</p></body></html>`
const becomes = (body: string, slimmed: string): void => expect(slim(page(body))).toBe(page(slimmed))

/** A page as shops and papers serve them. */
const timetable = `<!DOCTYPE html>
<html lang="en" class="no-js theme-sea" data-build="8841">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Timetable | Baltic Ferries</title>
  <meta name="description" content="Departures from Rostock and Trelleborg.">
  <link rel="preload" href="/assets/inter.woff2" as="font" crossorigin>
  <link rel="stylesheet" href="/assets/app.9c1e.css" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6">
  <style>
    .hero { display: grid; gap: 1rem; }
    .hero > h1 { font-size: clamp(2rem, 4vw, 3rem); }
  </style>
  <script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments)}</script>
  <script type="application/ld+json">{"@type":"BoatTrip","name":"Rostock to Trelleborg"}</script>
</head>
<body class="page page--timetable">
  <!-- navigation, generated -->
  <nav class="nav nav--main" aria-label="Main" role="navigation">
    <ul class="nav__list">
      <li class="nav__item"><a class="nav__link is-active" href="/timetable" data-track="nav-1">Timetable</a></li>
      <li class="nav__item"><a class="nav__link" href="/fares" data-track="nav-2">Fares</a></li>
    </ul>
  </nav>
  <main id="content" class="main">
    <h1 class="hero__title" id="departures">Departures</h1>
    <button type="button" class="btn btn--icon" onclick="openMenu()" aria-label="Open the menu">
      <svg class="icon" viewBox="0 0 24 24" width="24"><path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor"/></svg>
    </button>
    <table class="table table--striped">
      <tr class="row"><th class="cell" scope="col">Port</th><th class="cell" colspan="2">Departs</th></tr>
      <tr class="row row--odd"><td class="cell">Rostock</td><td class="cell">06:15</td><td class="cell">14:40</td></tr>
      <tr class="row row--even"><td class="cell">Trelleborg</td><td class="cell">07:30</td><td class="cell">22:00</td></tr>
    </table>
    <p class="note">${story}</p>
    <a class="top" href="#departures">Back to the departures</a>
  </main>
  <footer class="footer"><small class="footer__legal">Baltic Ferries, Quay 7, Rostock</small></footer>
  <noscript><img height="1" width="1" style="display:none" src="https://track.example/px?id=77"></noscript>
  <script src="/assets/app.77ab.js" defer></script>
</body>
</html>`

describe('html-chrome', () => {
	it('leaves of a page what its reader reads', () => {
		expect(slim(timetable)).toBe(`<!DOCTYPE html>
<html lang="en">
<head>
<title>Timetable | Baltic Ferries</title>
<meta name="description" content="Departures from Rostock and Trelleborg.">
<script type="application/ld+json">{"@type":"BoatTrip","name":"Rostock to Trelleborg"}</script>
</head>
<body>
<nav>
<ul>
<li><a href="/timetable">Timetable</a></li>
<li><a href="/fares">Fares</a></li>
</ul>
</nav>
<main>
<h1 id="departures">Departures</h1>
<button type="button" aria-label="Open the menu">
</button>
<table>
<tr><th scope="col">Port</th><th colspan="2">Departs</th></tr>
<tr><td>Rostock</td><td>06:15</td><td>14:40</td></tr>
<tr><td>Trelleborg</td><td>07:30</td><td>22:00</td></tr>
</table>
<p>${story}</p>
<a href="#departures">Back to the departures</a>
</main>
<footer><small>Baltic Ferries, Quay 7, Rostock</small></footer>
</body>
</html>`)
	})

	it('takes more than half of the tokens of such a page', () => {
		const { tokensBefore, tokensAfter } = new TokenSlimmer({ tokenizer: o200kBase() }).slim(timetable)
		expect(tokensAfter * 2).toBeLessThan(tokensBefore)
	})

	it('keeps preformatted text, code and form fields byte for byte', () => {
		const body =
			'<pre class="x">a\n\n\n  <b class="y">b</b></pre><code class="z">x = 1</code><textarea name="t"> a <b class="c"> </textarea>'
		becomes(body, body)
	})

	it('keeps drawings with words, hidden marks and inline data out of sight', () => {
		becomes('<svg class="c"><text>12 %</text><path d="M0 0"/></svg>', '<svg><text>12 %</text></svg>')
		becomes(
			'<p style="display:none">x</p><p style="color:red">y</p>',
			'<p style="display:none">x</p><p>y</p>',
		)
		becomes(
			`<img alt="Quay" src="data:image/png;base64,${'A'.repeat(200)}" data-src="/quay.jpg">`,
			'<img alt="Quay" data-src="/quay.jpg">',
		)
		becomes(
			'<noscript><img src="/a.jpg" alt="Ship"></noscript>',
			'<noscript><img src="/a.jpg" alt="Ship"></noscript>',
		)
	})

	it('keeps values that a bar or cell shows without words, and prices in the head', () => {
		becomes(
			'<div class="bar" role="progressbar" aria-valuenow="73" aria-live="off">Disk</div>',
			'<div aria-valuenow="73">Disk</div>',
		)
		becomes('<td data-value="12.5" data-id="7">x</td>', '<td data-value="12.5">x</td>')
		becomes(
			'<meta name="twitter:data1" content="9.99 EUR">',
			'<meta name="twitter:data1" content="9.99 EUR">',
		)
	})

	it('keeps conditions and placeholders in comments', () => {
		becomes('<!--[if lt IE 9]><p>Old</p><![endif]--><!-- gone -->', '<!--[if lt IE 9]><p>Old</p><![endif]-->')
	})

	it('leaves alone what comes behind a comment, quote or script that is never closed', () => {
		const broken = (rest: string): void => {
			const start = `<!doctype html><html><body><p class="a">${story}</p>`
			expect(slim(start + rest)).toBe(start.replace(' class="a"', '') + rest)
		}
		broken('<!-- <p class="b"> </p>')
		broken('<p class="b>B</p>')
		broken('<script class="b">if (1 < 2) x()')
	})

	it('leaves snippets, questions about markup, templates, JSX and Markdown', () => {
		stays('<div class="a"><p class="b">Hi</p></div>')
		stays('<!doctype html><html class="a"><body class="b"><div id="root"></div></body></html>')
		stays(`Why does this page not centre?\n${page('<p class="a">A</p>')}`)
		stays(`${page('<p class="a">A</p>')}\nWhich class does the first element have?`)
		stays(page('<p class="a">{{ user.name }}</p>'))
		stays(page('<a class="a" href="/u/{{ user.id }}">You</a>'))
		stays(page('<p class="a"><?php echo $name ?></p>'))
		stays(page('<button class="a" @click="go">Go</button>'))
		stays(`Some <b class="x">bold</b> words. ${story}`)
	})

	it('reads a page with a question about its content behind it', () => {
		const question = '\nWhen does the first ferry leave on Sundays?'
		expect(slim(page('<p class="a">A</p>') + question)).toBe(page('<p>A</p>') + question)
	})

	it('reads a page that shows templates as code', () => {
		becomes('<p class="a">Write <code>{{ name }}</code></p>', '<p>Write <code>{{ name }}</code></p>')
	})

	it('takes fragments from tools alone', () => {
		const row =
			'<li class="item item--wide" data-id="7"><a class="link" href="/p/7">Chart of the bay</a></li>'
		const fragment = `<ul class="list">${row.repeat(20)}</ul>`
		stays(fragment)
		const messages: readonly Message[] = [
			{ role: 'tool', content: [{ type: 'tool-result', callId: 'c', content: fragment }] },
		]
		const context = { tokenizer: characters, signal: new AbortController().signal, observe: () => {} }
		const [result] = slimmer.run({ model: 'openai/gpt-4o', messages }, context).messages
		expect(result?.content).toMatchObject([
			{ content: `<ul>${'<li><a href="/p/7">Chart of the bay</a></li>'.repeat(20)}</ul>` },
		])
	})
})
