/** Multiplications after which other work gets its turn: some 20 ms. */
const TURN = 2e7

/** Lets other work of the program run now and then during a long computation. */
export class Turns {
	#done = 0

	async after(multiplications: number): Promise<void> {
		this.#done += multiplications
		if (this.#done < TURN) return
		this.#done = 0
		await new Promise((resolve) => setImmediate(resolve))
	}
}
