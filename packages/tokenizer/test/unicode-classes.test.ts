import { expect, it } from 'vitest'
import { unicodeClassesSource } from './reference-classes.ts'

it('knows the classes of all 1,112,064 code points as the reference does', async () => {
	await expect(unicodeClassesSource()).toMatchFileSnapshot('../src/unicode-classes.gen.ts')
}, 120_000)
