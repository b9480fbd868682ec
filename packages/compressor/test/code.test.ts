import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type SegmentedText, textSegmenter } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })

/** Each line of a text with the first line of what it hangs on. */
function hangs(text: string): Record<string, string> {
	const { segments } = textSegmenter.segment(text) as SegmentedText
	const first = (at: number): string =>
		at === -1 ? '' : (text.slice(segments[at]?.start, segments[at]?.end).split('\n')[0] ?? '').trim()
	return Object.fromEntries(segments.map(({ parent }, at) => [first(at), first(parent)]))
}

const SOURCES: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
	TypeScript: [
		"import { a } from './a.ts'\n\nexport class Ferry<T> {\n\tprivate load = 0\n\n\tasync board(\n\t\tcar: Car,\n\t): Promise<void> {\n\t\tconst text = `} not the end {`\n\t\tawait this.push(car)\n\t}\n}\n\nexport const wait = async (ms: number) => {\n\tawait sleep(ms)\n}\n",
		{
			'private load = 0': 'export class Ferry<T> {',
			'async board(': 'export class Ferry<T> {',
			'await this.push(car)': 'async board(',
			'await sleep(ms)': 'export const wait = async (ms: number) => {',
		},
	],
	Python: [
		'import os\n\n\nclass Ferry:\n    """Carries cars."""\n\n    def board(self, car):\n        if car:\n            self.push("def x():")\n\n    @property\n    def load(self):\n        return 1\n\n\ndef main():\n    Ferry().board(1)\n\n\nmain()\n',
		{
			'def board(self, car):': 'class Ferry:',
			'self.push("def x():")': 'def board(self, car):',
			'return 1': 'def load(self):',
			'Ferry().board(1)': 'def main():',
			'main()': '',
		},
	],
	Go: [
		'package ferry\n\nimport (\n\t"fmt"\n)\n\nconst (\n\tlimit = 40\n)\n\ntype Ferry struct {\n\tload int\n}\n\nfunc (f *Ferry) Board(car Car) error {\n\tif car == nil {\n\t\treturn fmt.Errorf("no car {")\n\t}\n\treturn nil\n}\n',
		{
			'"fmt"': 'import (',
			'limit = 40': 'const (',
			'load int': 'type Ferry struct {',
			'return fmt.Errorf("no car {")': 'func (f *Ferry) Board(car Car) error {',
			'return nil': 'func (f *Ferry) Board(car Car) error {',
		},
	],
	Rust: [
		"use std::fmt;\n\npub struct Ferry<'a> {\n    name: &'a str,\n}\n\nimpl<'a> Ferry<'a> {\n    pub fn board(&mut self, car: Car) -> Result<()> {\n        let c = '{';\n        Ok(())\n    }\n}\n",
		{
			"name: &'a str,": "pub struct Ferry<'a> {",
			'pub fn board(&mut self, car: Car) -> Result<()> {': "impl<'a> Ferry<'a> {",
			'Ok(())': 'pub fn board(&mut self, car: Car) -> Result<()> {',
		},
	],
	Java: [
		'package ferry;\n\nimport java.util.List;\n\npublic final class Ferry implements Ship {\n    private static final int LIMIT = 40;\n\n    @Override\n    public void board(final Car car) throws Full {\n        cars.add(car);\n    }\n}\n',
		{
			'public void board(final Car car) throws Full {': 'public final class Ferry implements Ship {',
			'cars.add(car);': 'public void board(final Car car) throws Full {',
		},
	],
	C: [
		'#include <stdio.h>\n\n#define LIMIT 40\n\nstruct ferry {\n\tint load;\n};\n\nstatic int board(struct ferry *f, int car)\n{\n#ifdef SLOW\n\tputs("{");\n#endif\n\treturn f->load++;\n}\n',
		{
			'int load;': 'struct ferry {',
			'puts("{");': 'static int board(struct ferry *f, int car)',
			'return f->load++;': 'static int board(struct ferry *f, int car)',
		},
	],
	Ruby: [
		"require 'set'\n\nclass Ferry\n  LIMIT = 40\n\n  def board(car)\n    @cars << car\n  end\n\n  def full?\n    @cars.size >= LIMIT\n  end\nend\n",
		{ '@cars << car': 'def board(car)', 'def full?': 'class Ferry', '@cars.size >= LIMIT': 'def full?' },
	],
	PHP: [
		'<?php\nnamespace Ferry;\n\nuse Ship;\n\nfinal class Ferry\n{\n    public function board(Car $car): void\n    {\n        $this->cars[] = $car;\n    }\n}\n',
		{
			'public function board(Car $car): void': 'final class Ferry',
			'$this->cars[] = $car;': 'public function board(Car $car): void',
		},
	],
	shell: [
		'#!/bin/sh\nset -eu\n\nLIMIT=40\n\nboard() {\n\techo "car $1 }"\n\tif full; then\n\t\texit 1\n\tfi\n}\n\nfunction full {\n\ttest "$cars" -ge "$LIMIT"\n}\n\nboard "$@"\n',
		{ 'exit 1': 'board() {', 'test "$cars" -ge "$LIMIT"': 'function full {', 'board "$@"': '' },
	],
	SQL: [
		'-- Who sails.\nCREATE TABLE sailing (\n  id bigint PRIMARY KEY,\n  ferry text NOT NULL\n);\n\nCREATE OR REPLACE VIEW sailing_load AS\n  SELECT ferry, count(*) FROM sailing\n  GROUP BY ferry;\n\nGRANT SELECT ON sailing TO clerk;\n',
		{
			'SELECT ferry, count(*) FROM sailing': 'CREATE OR REPLACE VIEW sailing_load AS',
			'GRANT SELECT ON sailing TO clerk;': '',
		},
	],
}

/** A file of `n` functions that look alike but for their names and numbers. */
const file = (n: number): string =>
	Array.from({ length: n }, (_, at) =>
		[
			`/** Works out step ${at}. */`,
			`export function step${at}(left: number, right: number): number {`,
			`\tconst sum = left * ${at} + right`,
			'\tconst rest = sum % 7',
			at === 5 ? '\tif (rest === 0) return helperOfFive(sum)' : '\tif (rest === 0) return sum',
			`\treturn rest + ${at * 3}`,
			'}',
			'',
		].join('\n'),
	).join('\n')

describe('source code', () => {
	for (const [language, [text, expected]] of Object.entries(SOURCES)) {
		it(`of ${language} hangs on the signature it belongs to`, () => {
			expect(hangs(text)).toMatchObject(expected)
		})
	}

	it('keeps all signatures before bodies when nobody said what for', async () => {
		const text = file(24)
		const { text: after, ratio } = await compressor.compress(text, { query: '' })
		for (let at = 0; at < 24; at++) expect(after).toContain(`export function step${at}(`)
		expect(ratio).toBeGreaterThanOrEqual(0.5)
		expect(ratio).toBeLessThan(0.56)
	})

	it('keeps the whole body of the function that the query names, and of the one it calls', async () => {
		const helper = 'function helperOfFive(sum: number): number {\n\treturn sum > 400 ? 400 : sum\n}\n'
		const text = `${file(24)}\n${helper}`
		const { text: after } = await compressor.compress(text, { query: 'What does step5 do?' })
		expect(after).toContain(file(6).split('\n').slice(-8, -1).slice(1).join('\n'))
		expect(after).toContain(helper)
	})

	it('in a fence is read as code, and what is around it is not', async () => {
		const text = `The steps are worked out one by one, as the plan says.\n\n\`\`\`ts\n${file(24)}\`\`\`\n\nDo not change them.`
		const { text: after } = await compressor.compress(text, { query: '' })
		for (let at = 0; at < 24; at++) expect(after).toContain(`export function step${at}(`)
	})

	it('is not seen in prose, logs and data', () => {
		for (const text of [
			'Let me class this as a type of story. The function of the ferry (a boat) is to carry.\n'.repeat(20),
			'2026-01-01 10:00:00 INFO started worker (id=4)\n'.repeat(20),
			'src/a.ts:12: export function a() {\nsrc/a.ts:40: export class B {\n'.repeat(20),
		]) {
			const { segments } = textSegmenter.segment(text) as SegmentedText
			expect(segments.some(({ worth }) => worth !== undefined)).toBe(false)
		}
	})
})
