import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkExports, entryPoints, exportList } from './architecture/exports.ts'
import { checkFiles } from './architecture/files.ts'
import { house } from './architecture/house.ts'
import { checkImports } from './architecture/imports.ts'
import { checkManifests } from './architecture/manifests.ts'
import { checkReadmes } from './architecture/readmes.ts'
import { readTree } from './architecture/tree.ts'
import { checkConsole, checkMachineNames } from './architecture/words.ts'

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)))

describe('the house', () => {
	it('holds packages that declare what their room allows, and nothing else', () => {
		expect(checkManifests(tree, house)).toEqual([])
	})

	it('has imports along its arrows only', () => {
		expect(checkImports(tree, house)).toEqual([])
	})

	it('has entry points that list names, without defaults or stars', () => {
		expect(checkExports(tree)).toEqual([])
	})

	it('has short files named for what they do, and tests in test/', () => {
		expect(checkFiles(tree)).toEqual([])
	})

	it('has one README skeleton', () => {
		expect(checkReadmes(tree)).toEqual([])
	})

	it('keeps packages off the console', () => {
		expect(checkConsole(tree, house)).toEqual([])
	})

	it('names no machine', () => {
		expect(checkMachineNames(tree)).toEqual([])
	})
})

describe('what a package exports is reviewed', () => {
	it.each([...entryPoints(tree)])('%s', async (entry, file) => {
		const name = entry.replace('@headroom/', '').replaceAll('/', '-')
		const code = tree.get(file)
		if (code === undefined) throw new Error(`${file} is missing`)
		await expect(exportList(code)).toMatchFileSnapshot(`exports/${name}.txt`)
	})
})
