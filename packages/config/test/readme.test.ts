import { readFileSync } from 'node:fs'
import { configJsonSchema, type JsonSchema } from '@headroom/config'
import { describe, expect, it } from 'vitest'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const root = configJsonSchema()

/** Rows of the table that follows a line, as key → default. */
function tableAfter(start: string): Map<string, string> {
	const [, after = ''] = readme.split(`\n${start}`)
	const rows = after.slice(after.indexOf('\n|')).split('\n\n')[0]?.trim().split('\n').slice(2) ?? []
	const table = new Map<string, string>()
	for (const row of rows) {
		const [keys = '', , fallback = ''] = row
			.split('|')
			.slice(1)
			.map((cell) => cell.trim())
		for (const key of keys.split(', ')) table.set(key.replaceAll('`', ''), fallback)
	}
	return table
}

function section(name: string): JsonSchema | undefined {
	return root.properties?.[name]
}

const additional = (schema: JsonSchema | undefined): JsonSchema | undefined =>
	typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined

describe('the README', () => {
	it.each([
		['`slimmer`', section('slimmer')],
		['`compressor`', section('compressor')],
		['`recall` of the compressor', section('compressor')?.properties?.recall],
		['`router`', section('router')],
		['One of `routes`', section('router')?.properties?.routes?.items],
		['`aim` of a route', section('router')?.properties?.routes?.items?.properties?.aim],
		['`when`', root.definitions?.condition],
		['`providers`', additional(section('providers'))],
		['`calls`', section('calls')],
		['`retry` of the calls', section('calls')?.properties?.retry],
		['`cascades` of the calls', additional(section('calls')?.properties?.cascades)],
		['`breaker` of the calls', section('calls')?.properties?.breaker],
		['`cache` of the calls', section('calls')?.properties?.cache],
		['One of `budgets`', section('calls')?.properties?.budgets?.items],
		['`monitoring`', section('monitoring')],
		['`ledger` of the monitoring', section('monitoring')?.properties?.ledger],
		['`models`', additional(section('models'))],
	])('documents every key of %s with its default', (start, schema) => {
		const table = tableAfter(start)
		const properties = schema?.properties ?? {}
		expect([...table.keys()].sort()).toEqual(Object.keys(properties).sort())
		for (const [key, property] of Object.entries(properties)) {
			if (property.default === undefined) continue
			const written =
				typeof property.default === 'string' ? property.default : JSON.stringify(property.default)
			expect(`${key}: ${table.get(key)}`).toBe(`${key}: \`${written}\``)
		}
	})

	it('has a table for every section', () => {
		for (const name of Object.keys(root.properties ?? {})) expect(readme).toContain(`\n\`${name}\``)
	})
})
