import type { Message } from '@headroom/spec'
import type { Condition } from '../condition.ts'
import { checkFlag } from './count.ts'

/** Whether the request carries images, in any message: those of earlier turns are sent to the model again. */
export function hasImages(wanted: boolean): Condition {
	checkFlag('hasImages', wanted)
	return {
		describe: wanted ? 'carries images' : 'carries no images',
		holds: ({ request }) => request.messages.some(holdsImage) === wanted,
	}
}

/** Whether a message holds an image part, in a tool result too. Vendors name it `image_url`, `image`, `input_image`. */
function holdsImage({ content }: Message): boolean {
	if (typeof content === 'string') return false
	return content.some(
		(part) =>
			(part.type === 'opaque' && part.kind.includes('image')) ||
			(part.type === 'tool-result' &&
				typeof part.content !== 'string' &&
				part.content.some((inner) => inner.type === 'opaque' && inner.kind.includes('image'))),
	)
}
