import { type ChatRequest, HeadroomError, type Stage, type StageContext } from '@headroom/spec'
import { linkAbort } from './link-abort.ts'

/**
 * Runs one stage within its time, and lets go of it as soon as the signal aborts, even when the stage hangs.
 *
 * The stage sees a signal that aborts for either reason. A stage that never yields cannot be interrupted.
 *
 * @throws the signal's reason when the caller gave up; HeadroomError `timeout` when time ran out; HeadroomError
 * `stage-failed` when the result is no request; whatever the stage threw.
 */
export async function runStage(
	stage: Stage,
	request: ChatRequest,
	context: StageContext,
	timeoutMs: number,
): Promise<ChatRequest> {
	context.signal.throwIfAborted()
	const { controller, release } = linkAbort(context.signal)
	const { signal } = controller
	const timer = setTimeout(() => controller.abort(timeout(stage, timeoutMs)), timeoutMs)
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true })
	})
	// Whoever loses the race may still reject later; nobody is left to hear it.
	aborted.catch(() => {})
	try {
		const running = Promise.resolve(stage.run(request, { ...context, signal }))
		running.catch(() => {})
		return checked(stage, await Promise.race([running, aborted]))
	} finally {
		clearTimeout(timer)
		release()
	}
}

function timeout(stage: Stage, timeoutMs: number): HeadroomError {
	return new HeadroomError(
		'timeout',
		`stage "${stage.name}" took longer than ${timeoutMs} ms; it was left out. Raise stageTimeoutMs, or make the stage faster`,
	)
}

function checked(stage: Stage, result: ChatRequest): ChatRequest {
	if (
		typeof result === 'object' &&
		result !== null &&
		Array.isArray(result.messages) &&
		typeof result.model === 'string'
	)
		return result
	throw new HeadroomError(
		'stage-failed',
		`stage "${stage.name}" returned ${result === null ? 'null' : typeof result}, expected a ChatRequest with model and messages; return the request itself when nothing changes`,
	)
}
