// Three more agent runs: rebooking a journey, a stuck mail queue, and an analysis of churn.
import { clock, pad, padLeft, random } from './random.mjs'
import { probe } from './row.mjs'
import { trajectory } from './trajectory.mjs'

const pretty = (value) => JSON.stringify(value, null, 2)
const finish = (name, run, probes) => ({ id: `agent-runs/${name}`, dataset: 'agent-runs', kind: 'trajectory', lang: 'en', messages: run.messages, probes: [...probes, ...run.futures] })

function rebooking() {
	const r = random('agent-runs/rebooking')
	const run = trajectory(
		`You are the travel agent of Alpengleis, a night-train company. Today is 4 June 2026, 16:20.
Policy: a booking may be changed free of charge until 24 hours before departure; after that 15 EUR per person. Always state the price before you pay. You must never move a wheelchair booking to a carriage without a lift. Bicycles need their own reservation. Compensation: 25 percent from 60 minutes of delay, 50 percent from 120.
Tools: find_booking, search_connections, get_train, hold, confirm, refund_quote, send_mail.`,
		'Hello, booking AG-7KX2PM. We travel tomorrow evening, but our meeting was moved, so we need Saturday 6 June instead, two of us plus one bicycle. And my colleague uses a wheelchair.',
	)
	run.step('', ['find_booking', { code: 'AG-7KX2PM' }, pretty({ code: 'AG-7KX2PM', status: 'ticketed', train: 'NT 418', departs: '2026-06-05T20:52:00+02:00', from: 'Kufheim', to: 'Livornetta', passengers: [{ ref: 'P1', name: 'Ottilie Brandner', type: 'adult', place: { carriage: 262, berth: '31', kind: 'couchette-4' } }, { ref: 'P2', name: 'Idris Vale', type: 'adult', needs: ['wheelchair'], place: { carriage: 263, berth: 'W1', kind: 'accessible' } }], extras: [{ kind: 'bicycle', position: 'B7', price: '12.00' }], total: { amount: '238.00', currency: 'EUR' }, paidWith: 'card *5520', insurance: null, seat_map_version: 17, history: [{ at: '2026-05-02T09:13:44Z', event: 'booked' }, { at: '2026-05-02T09:14:02Z', event: 'paid' }] })])
	const options = Array.from({ length: 26 }, (_, i) => ({
		id: `cx_${r.hex(8)}`,
		train: i % 3 === 0 ? `NT ${r.pick([418, 420, 422, 466])}` : `NT ${r.int(400, 480)}`,
		departs: `2026-06-06T${r.pick(['18', '19', '20', '21', '22'])}:${r.pick(['04', '17', '32', '52'])}:00+02:00`,
		arrives: `2026-06-07T${r.pick(['06', '07', '08', '09'])}:${r.pick(['11', '26', '40', '58'])}:00+02:00`,
		changes: r.weighted([[0, 3], [1, 5], [2, 2]]),
		accessible: { free: i === 9 || i === 17 ? 1 : 0, lift: i !== 9 },
		bicycles: { free: i === 17 ? 2 : r.int(0, 3), price: '12.00' },
		couchettes: { free: r.int(0, 9), kinds: r.sample(['couchette-4', 'couchette-6', 'sleeper-2'], 2) },
		price: { from: (r.int(7900, 16900) / 100).toFixed(2), currency: 'EUR', flex: r.chance(0.5) },
		notices: r.chance(0.2) ? [r.pick(['works between Innach and Brenn: +18 min', 'no breakfast service', 'partial replacement by bus'])] : [],
	}))
	Object.assign(options[17], { train: 'NT 466', departs: '2026-06-06T21:17:00+02:00', arrives: '2026-06-07T08:26:00+02:00', changes: 0, price: { from: '131.00', currency: 'EUR', flex: true } })
	options[17].couchettes.free = 3
	run.step('', ['search_connections', { from: 'Kufheim', to: 'Livornetta', date: '2026-06-06', passengers: 2, wheelchair: true, bicycles: 1 }, pretty({ connections: options, truncated: false, fares_valid_until: '2026-06-04T18:00:00+02:00' })])
	run.needs('Which connection has an accessible place with a lift, and is looked up in detail?', `"id": "${options[17].id}"`, '"train": "NT 466"')
	run.step('Two connections have an accessible place free; one of them has no lift. I look at the other, NT 466.', ['get_train', { id: options[17].id }, pretty({ train: 'NT 466', set: 'ALG-12', carriages: [261, 262, 263, 264, 265].map((number) => ({ number, kind: number === 264 ? 'accessible' : number === 265 ? 'bicycle' : 'couchette', lift: number === 264, doors_cm: number === 264 ? 92 : 64, free: r.int(0, 6), next_to: number === 264 ? [263, 265] : [] })), stops: ['Kufheim 21:17', 'Brenn 23:02', 'Sant Elm 03:48', 'Livornetta 08:26'], remarks: ['assistance must be ordered at Kufheim 12 h ahead, phone 0555-0150'], platform: { Kufheim: 4, Livornetta: 'unknown' } })])
	run.step('', ['hold', { connection: options[17].id, places: [{ ref: 'P1', carriage: 263, kind: 'couchette-4' }, { ref: 'P2', carriage: 264, kind: 'accessible' }], bicycles: 1 }, '{"error":{"code":"SEATMAP_STALE","message":"seat map version 17 is outdated, current is 19","retryable":true}}', true])
	run.needs('Which seat map version is needed for the second attempt?', 'current is 19', options[17].id)
	run.step('The seat map is outdated; again with version 19.', ['hold', { connection: options[17].id, seat_map_version: 19, places: [{ ref: 'P1', carriage: 263, kind: 'couchette-4' }, { ref: 'P2', carriage: 264, kind: 'accessible' }], bicycles: 1 }, pretty({ hold: 'HLD-90417-QX', until: '2026-06-04T16:50:00+02:00', places: [{ ref: 'P1', carriage: 263, berth: '44' }, { ref: 'P2', carriage: 264, berth: 'W2' }], bicycle: 'B3', price: { new: '262.00', old: '238.00', change_fee: '0.00', due: '24.00', currency: 'EUR' } })])
	run.say('I can move you to NT 466 on Saturday 6 June, Kufheim 21:17 to Livornetta 08:26, without a change. Carriage 263 berth 44, and next to it the accessible place W2 in carriage 264, which has a lift; bicycle place B3. Since it is more than 24 hours before departure there is no fee; the difference in fare is 24.00 EUR, charged to the card ending in 5520. I hold it until 16:50. Shall I confirm?')
	run.user('Yes please. And the train we took in May, AG-5DD81C, was two hours late, do we get something for that?')
	run.needs('Which hold is confirmed?', 'HLD-90417-QX')
	run.step('', ['confirm', { hold: 'HLD-90417-QX', pay: 'card *5520' }, '{"status":"ticketed","code":"AG-7KX2PM","version":2,"charged":"24.00","receipt":"R-2026-118834"}'], ['find_booking', { code: 'AG-5DD81C' }, pretty({ code: 'AG-5DD81C', status: 'used', train: 'NT 419', departed: '2026-05-11T21:05:00+02:00', passengers: 2, total: { amount: '214.00', currency: 'EUR' }, delay: { planned: '2026-05-12T07:40:00+02:00', actual: '2026-05-12T09:38:00+02:00', minutes: 118, cause: 'vehicle defect', code: 'V-31' }, claims: [] })])
	run.step('', ['refund_quote', { code: 'AG-5DD81C' }, '{"eligible":true,"minutes":118,"percent":25,"amount":"53.50","currency":"EUR","deadline":"2026-08-12","note":"the 120 minute level is missed by 2 minutes"}'])
	run.say('Your new tickets are confirmed (receipt R-2026-118834). The delay in May was 118 minutes, so it is 25 percent, 53.50 EUR; the 50 percent level starts at 120 minutes. Assistance at Kufheim has to be ordered 12 hours ahead. Shall I claim the 53.50 EUR and order the assistance?')
	run.user('Yes to both, and send me a mail with everything: train, times, places, receipt, and what you claimed.')
	return finish('rebooking', run, [
		probe('On which train, and at what time, do they leave Kufheim now?', 'NT 466', 'I can move you to NT 466 on Saturday 6 June, Kufheim 21:17 to Livornetta 08:26', 'correction'),
		probe('Which berth does P1 have in the new booking?', '"berth": "44"', '"carriage": 263,\n      "berth": "44"', 'near-miss'),
		probe('What is the receipt number?', 'R-2026-118834', '"receipt":"R-2026-118834"'),
		probe('How many minutes was the train in May late?', '118', '"minutes": 118', 'needle'),
		probe('How much compensation is due?', '53.50', '"amount":"53.50"'),
		probe('Until when can the compensation be claimed?', '2026-08-12', '"deadline":"2026-08-12"'),
		probe('Which phone number orders assistance?', '0555-0150', 'assistance must be ordered at Kufheim 12 h ahead, phone 0555-0150', 'needle'),
		probe('Why did the first hold fail?', 'SEATMAP_STALE', '"code":"SEATMAP_STALE"', 'error'),
		probe('What may never be done with a wheelchair booking?', 'never move a wheelchair booking to a carriage without a lift', 'You must never move a wheelchair booking to a carriage without a lift.', 'instruction'),
	])
}

function mailQueue() {
	const r = random('agent-runs/mail')
	const time = clock('2026-02-26T05:40:11.000Z')
	const run = trajectory(
		'You operate the mail servers of a university. Tools: bash on mx2. Rules: read before you change; never delete mail from the queue; Important: a change of /etc/mail needs a copy of the old file with the ticket number as its ending. Ticket of today: OPS-4821.',
		'Students say that mails to the exchange university do not arrive since last night. The queue is growing. Find out why and get them moving.',
	)
	const domains = ['uni-nordhav.example', 'uni-nordhav.example', 'uni-nordhav.example', 'students.uni-nordhav.example', 'gm.example', 'alumni.example', 'pk.example']
	const reasons = { 'uni-nordhav.example': '(TLS policy: server certificate not trusted: self-signed certificate in chain)', 'students.uni-nordhav.example': '(TLS policy: server certificate not trusted: self-signed certificate in chain)', 'gm.example': '(host mx1.gm.example said: 450 4.2.1 user is receiving mail too quickly)', 'alumni.example': '(connect to mx.alumni.example[192.0.2.77]:25: Connection timed out)', 'pk.example': '(host mail.pk.example said: 452 4.2.2 mailbox full)' }
	const queue = Array.from({ length: 52 }, () => {
		const domain = r.pick(domains)
		return { id: r.from('BCDFGHJKLMNPQRSTVWXYZ', 2) + r.from('0123456789ABCDEF', 9), size: r.skewed(5200), at: time.after(r.skewed(60_000)).slice(11, 19), from: `${r.pick(['s', 'st', 'm'])}${r.int(10000, 99999)}@campus.example`, to: `${r.pick(['admissions', 'exchange', 'inbox', 'registrar', 'j.holt', 'info'])}@${domain}`, domain }
	})
	const first = queue.find((mail) => mail.domain === 'uni-nordhav.example')
	run.step('First the queue.', ['bash', { command: 'postqueue -p | head -170' }, `-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------\n${queue.map((mail) => `${mail.id} ${padLeft(mail.size, 8)} Thu Feb 26 ${mail.at}  ${mail.from}\n${padLeft(reasons[mail.domain], 20)}\n${' '.repeat(41)}${mail.to}\n`).join('\n')}\n-- 31842 Kbytes in 2317 Requests.`])
	run.step('Most of it fails by TLS policy for uni-nordhav.example. The log of last night:', ['bash', { command: "grep -E 'nordhav|tls_policy|reload' /var/log/mail.log | tail -60" }, Array.from({ length: 60 }, (_, i) => {
		const mail = r.pick(queue.filter((item) => item.domain.endsWith('nordhav.example')))
		const stamp = `Feb 25 ${String(20 + Math.floor(i / 20)).padStart(2, '0')}:${String((i * 3) % 60).padStart(2, '0')}:${String(r.int(0, 59)).padStart(2, '0')} mx2`
		if (i === 21) return `${stamp} postfix/postfix-script[4471]: refreshing the Postfix mail system`
		if (i === 22) return `${stamp} postfix/master[881]: reload -- version 3.8.6, configuration /etc/postfix`
		if (i < 21) return `${stamp} postfix/smtp[${r.int(2000, 9000)}]: ${mail.id}: to=<${mail.to}>, relay=mx.uni-nordhav.example[198.51.100.25]:25, delay=${(r.float() * 3).toFixed(1)}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ${r.from('0123456789ABCDEF', 11)})`
		return `${stamp} postfix/smtp[${r.int(2000, 9000)}]: ${mail.id}: to=<${mail.to}>, relay=none, delay=${r.int(30, 9000)}, dsn=4.7.5, status=deferred (TLS policy: server certificate not trusted: self-signed certificate in chain)`
	}).join('\n')])
	run.step('It worked until the reload at 21:03. What changed?', ['bash', { command: 'ls -la --time-style=full-iso /etc/mail /etc/postfix | sort -k6,7 | tail -14' }, ['-rw-r--r-- 1 root root    602 2025-09-14 11:02:51.000 aliases', '-rw-r--r-- 1 root root  27118 2025-11-03 08:40:19.000 main.cf', '-rw-r--r-- 1 root root   6211 2025-11-03 08:40:19.000 master.cf', '-rw-r----- 1 root mail   1190 2025-12-01 17:22:04.000 relay_auth', '-rw-r--r-- 1 root root 214883 2026-02-01 03:00:07.000 ca-bundle.pem', '-rw-r--r-- 1 root root   4410 2026-02-25 20:58:36.000 tls_policy', '-rw-r--r-- 1 root root  12288 2026-02-25 20:58:37.000 tls_policy.db'].join('\n')], ['bash', { command: "grep -n -B2 -A2 nordhav /etc/mail/tls_policy; git -C /etc log -3 --format='%h %an %ad %s' -- mail/tls_policy" }, '61-uni-ostmark.example          secure match=.uni-ostmark.example\n62-# partner universities, exchange agreement 2026\n63:uni-nordhav.example          secure match=mx.nordhav-edu.example\n64:.uni-nordhav.example         secure match=mx.nordhav-edu.example\n65-hs-lindtal.example           encrypt\n\na41f0c2 jorun Wed Feb 25 20:58:36 2026 +0100 partners: secure TLS for the exchange agreement\n77be01d jorun Mon Jan 12 09:31:02 2026 +0100 lindtal: encrypt\n0d9913e pawel Fri Nov 28 16:05:44 2025 +0100 remove the old relay'])
	run.step('The policy asks for "secure" with a name that may be wrong. What certificate does their server show?', ['bash', { command: 'dig +short MX uni-nordhav.example; posttls-finger -c -l secure -P /etc/ssl/certs uni-nordhav.example 2>&1 | tail -12' }, '10 mx.uni-nordhav.example.\n20 mx-backup.uni-nordhav.example.\n;; communications error to 10.0.0.53#53: timed out\nposttls-finger: mx.uni-nordhav.example[198.51.100.25]:25: depth=2 verify=0 subject=/C=XN/O=Nordhav Campus Root R3\nposttls-finger: mx.uni-nordhav.example[198.51.100.25]:25: depth=1 verify=1 subject=/C=XN/O=Nordhav Campus Issuing 7\nposttls-finger: mx.uni-nordhav.example[198.51.100.25]:25: depth=0 verify=1 subject=/CN=mx.uni-nordhav.example\nposttls-finger: subject_CN=mx.uni-nordhav.example, issuer_CN=Nordhav Campus Issuing 7, fingerprint=9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D\nposttls-finger: Untrusted TLS connection established: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384'])
	run.needs('What does the corrected policy need to pin the certificate?', '9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D', '63:uni-nordhav.example          secure match=mx.nordhav-edu.example', 'OPS-4821')
	run.step('Their root is private, so "secure" cannot work, and the name is wrong as well. The level "fingerprint" keeps the connection authenticated. I copy the file first.', ['bash', { command: "cp -p /etc/mail/tls_policy /etc/mail/tls_policy.OPS-4821 && sed -i '63s/secure.*/fingerprint match=9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D/; 64s/secure.*/fingerprint match=9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D/' /etc/mail/tls_policy && postmap /etc/mail/tls_policy && postmap -q uni-nordhav.example /etc/mail/tls_policy" }, 'fingerprint match=9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D'])
	run.needs('Which mails are tried first?', first.id)
	run.step('Now a single mail as a test, then the rest.', ['bash', { command: `postqueue -i ${first.id}; sleep 5; tail -2 /var/log/mail.log` }, `Feb 26 06:41:20 mx2 postfix/smtp[9117]: Verified TLS connection established to mx.uni-nordhav.example[198.51.100.25]:25: TLSv1.3\nFeb 26 06:41:21 mx2 postfix/smtp[9117]: ${first.id}: to=<${first.to}>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4C1B2E90A77)`])
	run.step('', ['bash', { command: 'postqueue -s uni-nordhav.example; sleep 240; postqueue -p | tail -1; qshape deferred | head -8' }, `-- 3377 Kbytes in 241 Requests.\n${pad('', 32)}T  5 10 20 40 80 160 320\n${pad('', 26)}TOTAL 241  3  4  9 21 30  61 113\n${pad('gm.example', 31)} 122  2  2  6 12 15  31  54\n${pad('alumni.example', 31)}  74  1  1  2  6  9  20  35\n${pad('pk.example', 31)}  45  0  1  1  3  6  10  24`])
	run.say('Cause: since the change a41f0c2 (25 February, 20:58, reloaded 21:03) the TLS policy demanded a public certificate under the name mx.nordhav-edu.example, while their server shows mx.uni-nordhav.example from a private root. I set the level to "fingerprint" for both lines; the old file is /etc/mail/tls_policy.OPS-4821. The queue went from 2317 to 241, and what is left has other causes (rate limit, a time-out, full mailboxes).')
	run.user('Great. Please write the text for the ticket: cause, change with file and lines, how to undo it, and what we have to do when they renew their certificate.')
	return finish('mail-queue', run, [
		probe('Which commit changed the TLS policy?', 'a41f0c2', 'a41f0c2 jorun Wed Feb 25 20:58:36 2026 +0100 partners: secure TLS for the exchange agreement', 'error'),
		probe('Which fingerprint does the certificate have?', '9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D', 'fingerprint=9B:4E:0C:77:A1:52:D0:3F:8E:66:19:C4:2B:70:F5:D8:31:AA:04:9D', 'needle'),
		probe('Which lines of the policy were changed?', '63:uni-nordhav.example', ['63:uni-nordhav.example          secure match=mx.nordhav-edu.example', '64:.uni-nordhav.example         secure match=mx.nordhav-edu.example']),
		probe('Where is the copy of the old file?', '/etc/mail/tls_policy.OPS-4821', 'the old file is /etc/mail/tls_policy.OPS-4821'),
		probe('How many requests were in the queue at first?', '2317 Requests', '-- 31842 Kbytes in 2317 Requests.', 'count'),
		probe('How many requests were left in the end?', '241 Requests', '-- 3377 Kbytes in 241 Requests.', 'count'),
		probe('Which reason does gm.example give?', '450 4.2.1 user is receiving mail too quickly', '450 4.2.1 user is receiving mail too quickly', 'near-miss'),
		probe('Which root certificate does the partner use?', 'Nordhav Campus Root R3', 'subject=/C=XN/O=Nordhav Campus Root R3', 'needle'),
		probe('What must never be done with mail?', 'never delete mail from the queue', 'never delete mail from the queue', 'instruction'),
	])
}

export { rebooking, mailQueue, finish }
