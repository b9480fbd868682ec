import { TokenSlimmer } from '@headroom/slimmer'
import { testStage } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'

const prompt =
	'\nPlease analyze the following data:\n\nName    Value    Change\nItem A  100      +10%\nItem B  200      -5%\nItem C  150      +15%\n\nPlease provide a detailed analysis report.\n'

describe('TokenSlimmer', () => {
	it('brings the small report prompt from 47 to 38 tokens with every cell kept', () => {
		const result = new TokenSlimmer().slim(prompt)
		expect(result.tokensBefore).toBe(47)
		expect(result.tokensAfter).toBe(38)
		expect(result.text).toBe(
			'Please analyze the following data:\n\nName Value Change\nItem A 100 +10%\nItem B 200 -5%\nItem C 150 +15%\n\nPlease provide a detailed analysis report.\n',
		)
	})

	it('keeps the laws of a stage', async () => {
		await testStage(() => new TokenSlimmer(), { cases: 500 })
	})
})
