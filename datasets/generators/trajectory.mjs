// Builds an agent's run as messages in the spec's shape, and notes on the way what the agent needs later.

/** `calls` are `[tool, arguments, result, isError?]`; several of them in one step ran in parallel. */
export function trajectory(system, task) {
	const messages = [
		{ role: 'system', content: system },
		{ role: 'user', content: task },
	]
	const futures = []
	let calls = 0
	return {
		messages,
		futures,
		step(text, ...pairs) {
			const ids = pairs.map(() => `call_${String(++calls).padStart(2, '0')}_${(calls * 7919).toString(36)}`)
			const made = pairs.map(([name, args], i) => ({ type: 'tool-call', id: ids[i], name, arguments: JSON.stringify(args) }))
			messages.push({ role: 'assistant', content: [...(text ? [{ type: 'text', text }] : []), ...made] })
			pairs.forEach(([, , result, isError], i) => {
				messages.push({ role: 'tool', content: [{ type: 'tool-result', callId: ids[i], content: result, ...(isError ? { isError: true } : {}) }] })
			})
		},
		say: (text) => messages.push({ role: 'assistant', content: text }),
		user: (text) => messages.push({ role: 'user', content: text }),
		/** What the next step uses of everything before it. */
		needs(question, ...texts) {
			futures.push({ type: 'future', at: messages.length, question, answers: texts, evidence: texts })
		},
	}
}
