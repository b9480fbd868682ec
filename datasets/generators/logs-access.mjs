// Access logs in the combined format, each with its own trouble: a scanner, a deploy with 502s, a hot link.
import { clock, random } from './random.mjs'
import { probe, row } from './row.mjs'

const AGENTS = [
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
	'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0',
	'Mozilla/5.0 (compatible; crawlbird/2.1; +https://crawlbird.example/bot)',
	'okhttp/4.12.0',
	'-',
]
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun']
const stamp = (iso) => `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`

/** Background traffic of a shop; `incident(i, line)` may add lines of its own after the i-th. */
function accessLog(seed, start, count, paths, incident) {
	const r = random(`logs-access/${seed}`)
	const time = clock(start)
	const visitors = Array.from({ length: 23 }, (_, i) => ({ ip: i % 6 === 5 ? `2001:db8:${r.hex(4)}:${r.hex(4)}::${r.hex(3)}` : `${r.pick(['192.0.2', '198.51.100', '203.0.113'])}.${r.int(2, 254)}`, agent: r.pick(AGENTS) }))
	const lines = []
	const line = ({ ip, agent }, request, status, bytes, referer = '-', seconds = (r.skewed(60) / 1000).toFixed(3)) => lines.push(`${ip} - - [${stamp(time.after(r.skewed(800)))}] "${request}" ${status} ${bytes} "${referer}" "${agent}" rt=${seconds} id=${r.hex(8)}`)
	for (let i = 0; i < count; i++) {
		const visitor = r.pick(visitors)
		const path = r.pick(paths).replace('#', () => String(r.int(100, 9999)))
		const status = r.weighted([[200, 40], [304, 8], [301, 2], [404, 2], [499, 0.7], [206, 1]])
		line(visitor, `${r.weighted([['GET', 14], ['POST', 1], ['HEAD', 0.4]])} ${path} HTTP/${r.pick(['1.1', '2.0', '2.0'])}`, status, status === 304 || status === 499 ? 0 : r.skewed(9000), r.chance(0.35) ? `https://shop.example${r.pick(paths).replace('#', '77')}` : '-')
		incident(i, line, r)
	}
	return lines.join('\n')
}

const SHOP = ['/', '/p/#', '/p/#?ref=mail', '/cart', '/assets/app.4f1c9d.js', '/assets/app.4f1c9d.css', '/img/p/#-800.webp', '/img/p/#-200.webp', '/search?q=rain%20jacket&page=2', '/search?q=sko', '/api/cart/items', '/api/stock/#', '/favicon.ico', '/robots.txt', '/c/camping', '/c/s%C3%A6son']

function scanner() {
	const bad = { ip: '203.0.113.66', agent: 'Mozilla/5.0 zgrab/0.x' }
	const probes = ['/.env', '/wp-login.php', '/.git/config', '/api/../../etc/passwd', '/phpmyadmin/index.php', '/actuator/env', '/backup.zip', '/cgi-bin/luci/;stok=/locale', '/solr/admin/info', '/.aws/credentials', '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php']
	const text = accessLog('scanner', '2026-04-03T02:14:07.000Z', 106, SHOP, (i, line) => {
		if (i >= 36 && i % 4 === 0 && (i - 36) / 4 < probes.length) line(bad, `GET ${probes[(i - 36) / 4]} HTTP/1.1`, 404, 153)
		if (i === 70) line(bad, 'GET /old/export.csv?token=guest HTTP/1.1', 200, 4818233, '-', '2.917')
		if (i === 104) line(bad, 'GET /old/export.csv?token=guest HTTP/1.1', 403, 146)
	})
	return row('logs-access', 'scanner', 'log', text, [
		probe('From which address does the scan come?', '203.0.113.66', '203.0.113.66 - - [', 'error'),
		probe('Which request of the scanner succeeded?', 'GET /old/export.csv?token=guest', '"GET /old/export.csv?token=guest HTTP/1.1" 200 4818233', 'error'),
		probe('How many bytes did the scanner download with it?', '4818233', '"GET /old/export.csv?token=guest HTTP/1.1" 200 4818233', 'needle'),
		probe('With which status was the same request answered later?', '403', '"GET /old/export.csv?token=guest HTTP/1.1" 403 146'),
		probe('What is the user agent of the scanner?', 'zgrab/0.x', '"Mozilla/5.0 zgrab/0.x"'),
	])
}

function deploy() {
	const text = accessLog('deploy', '2026-05-19T13:59:31.000Z', 98, [...SHOP, '/api/checkout/confirm', '/api/me'], (i, line, r) => {
		const app = { ip: `198.51.100.${(i % 9) + 20}`, agent: 'okhttp/4.12.0' }
		if (i >= 50 && i <= 66 && i % 2 === 0) line(app, `POST /api/checkout/${r.pick(['confirm', 'address', 'voucher'])} HTTP/2.0`, 502, 559, 'https://shop.example/cart', '0.001')
		if (i === 61) line({ ip: '198.51.100.77', agent: 'deployer/1.8' }, 'POST /internal/deploys/26.20.3/promote HTTP/1.1', 202, 41, '-', '0.204')
		if (i === 67) line({ ip: '198.51.100.77', agent: 'deployer/1.8' }, 'POST /internal/deploys/26.20.3/rollback?reason=health HTTP/1.1', 200, 38, '-', '6.441')
		if (i === 95) line(app, 'POST /api/checkout/confirm HTTP/2.0', 409, 88, 'https://shop.example/cart', '0.055')
	})
	return row('logs-access', 'deploy', 'log', text, [
		probe('Which release was rolled back?', '26.20.3', 'POST /internal/deploys/26.20.3/rollback?reason=health', 'error'),
		probe('What was the reason given for the roll-back?', 'reason=health', 'POST /internal/deploys/26.20.3/rollback?reason=health'),
		probe('How many seconds did the roll-back take?', '6.441', 'rt=6.441', 'needle'),
		probe('With which status did the checkout fail during the deploy?', '502', ['HTTP/2.0" 502 559'], 'error'),
		probe('Which agent promoted the release?', 'deployer/1.8', '"deployer/1.8"'),
		probe('Which status did the confirmation of the checkout return once after the roll-back?', '409', '"POST /api/checkout/confirm HTTP/2.0" 409 88', 'needle'),
	])
}

function hotlink() {
	const text = accessLog('hotlink', '2026-06-08T18:02:55.000Z', 86, ['/', '/trail/#', '/trail/#/gpx', '/tiles/12/2170/1#.png', '/tiles/13/43#/2811.png', '/tiles/14/86#/56#.png', '/api/elevation?trail=#', '/h%C3%BCtten', '/login', '/static/fonts/plain-400.woff2'], (i, line, r) => {
		const guest = { ip: `192.0.2.${(i * 7) % 200 + 20}`, agent: AGENTS[i % 3] }
		if (i > 30 && i % 3 === 0) line(guest, `GET /media/summit-panorama-8k.jpg HTTP/2.0`, r.chance(0.1) ? 206 : 200, 11_482_907, 'https://feed.bergpost.example/p/88213', (2 + r.float() * 9).toFixed(3))
		if (i === 72) line({ ip: '192.0.2.11', agent: 'curl/8.5.0' }, 'PUT /admin/rules/hotlink HTTP/1.1', 401, 27, '-', '0.003')
		if (i === 74) line({ ip: '192.0.2.11', agent: 'curl/8.5.0' }, 'PUT /admin/rules/hotlink HTTP/1.1', 204, 0, '-', '0.019')
		if (i === 84) line(guest, 'GET /api/elevation?trail=4471 HTTP/2.0', 504, 160, 'https://trails.example/trail/4471', '30.001')
	})
	return row('logs-access', 'hotlink', 'log', text, [
		probe('Which file is linked from another site?', '/media/summit-panorama-8k.jpg', 'GET /media/summit-panorama-8k.jpg HTTP/2.0'),
		probe('Which page sends the traffic?', 'https://feed.bergpost.example/p/88213', '"https://feed.bergpost.example/p/88213"'),
		probe('How large is the linked file in bytes?', '11482907', '11482907 "https://feed.bergpost.example/p/88213"'),
		probe('With which status did the first attempt to change the hotlink rule end?', '401', '"PUT /admin/rules/hotlink HTTP/1.1" 401 27', 'needle'),
		probe('Which request timed out after 30 seconds?', 'GET /api/elevation?trail=4471', '"GET /api/elevation?trail=4471 HTTP/2.0" 504 160', 'error'),
	])
}

export const logsAccess = () => [scanner(), deploy(), hotlink()]
