import type { Segment, SegmentedText, SegmentGroup, Unit } from './segment.ts'

/** Collects the segments of a text in order, each starting where the one before ended. */
export class SegmentBuilder {
	readonly segments: Segment[] = []
	readonly #groups: { unit: Unit; total: number; label?: string; markerAfter?: number; escaped?: boolean }[] =
		[]
	#position = 0
	block = 0

	/** Opens a numbering and gives its index. */
	group(unit: Unit, label?: string): number {
		this.#groups.push(label === undefined ? { unit, total: 0 } : { unit, total: 0, label })
		return this.#groups.length - 1
	}

	/** Makes the marker of a group stand after the segment added last. */
	markAfterLast(group: number): void {
		const entry = this.#groups[group]
		if (entry !== undefined) entry.markerAfter = this.segments.length - 1
	}

	/**
	 * Adds the segments of a text that stands escaped inside a JSON string, from the position on.
	 *
	 * @param offsetOf Where a character of that text stands in this one.
	 * @param path Place of the string, which labels of its own follow.
	 * @param isEdge Whether a segment stays in any case.
	 */
	addEscaped(
		inside: SegmentedText,
		offsetOf: (at: number) => number,
		path: string,
		isEdge: (index: number) => boolean,
	): void {
		const base = this.segments.length
		const firstGroup = this.#groups.length
		const firstBlock = this.block + 1
		for (const { unit, label, markerAfter } of inside.groups) {
			const own = this.group(unit, label === undefined ? undefined : joinPath(path, label))
			Object.assign(this.#groups[own] ?? {}, {
				escaped: true,
				...(markerAfter === undefined ? {} : { markerAfter: base + markerAfter }),
			})
		}
		for (const [index, segment] of inside.segments.entries()) {
			const { end, group, first, last, parent, block, required, aside = false } = segment
			this.block = firstBlock + block
			this.add(offsetOf(end), firstGroup + group, last - first + 1, {
				parent: parent === -1 ? -1 : base + parent,
				required: required || isEdge(index),
				aside,
			})
		}
		this.block++
	}

	/** Adds the segment up to `end` that holds `units` units; gives its index. */
	add(
		end: number,
		group: number,
		units: number,
		options: { parent?: number; required?: boolean; worth?: number; aside?: boolean } = {},
	): number {
		const entry = this.#groups[group]
		const before = entry?.total ?? 0
		if (entry !== undefined) entry.total += units
		this.segments.push({
			start: this.#position,
			end,
			group,
			first: before + 1,
			last: before + units,
			parent: options.parent ?? -1,
			block: this.block,
			required: options.required ?? false,
			...(options.worth === undefined ? {} : { worth: options.worth }),
			...(options.aside === true ? { aside: true } : {}),
		})
		this.#position = end
		return this.segments.length - 1
	}

	/** Changes what a group is counted in; the numbers stay. */
	rename(group: number, unit: Unit): void {
		const entry = this.#groups[group]
		if (entry !== undefined) entry.unit = unit
	}

	/** Counts the units of a group anew, once it is known what they are. */
	recount(group: number, unitsOf: (segment: Segment) => number): void {
		const entry = this.#groups[group]
		if (entry === undefined) return
		entry.total = 0
		for (const [index, segment] of this.segments.entries()) {
			if (segment.group !== group) continue
			const first = entry.total + 1
			entry.total += unitsOf(segment)
			this.segments[index] = { ...segment, first, last: entry.total }
		}
	}

	get groups(): readonly SegmentGroup[] {
		return this.#groups
	}

	/** Where the next segment starts. */
	get position(): number {
		return this.#position
	}
}

/** A path and one inside it, as `formatMarker` writes them. */
function joinPath(outer: string, inner: string): string {
	return outer === '' || inner === '' || inner.startsWith('[') ? outer + inner : `${outer}.${inner}`
}
