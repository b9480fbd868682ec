/**
 * A part of a schema or of a value that cannot be judged. Thrown, since what is a problem elsewhere counts for a value
 * under `not`, and takes an alternative out of `oneOf`.
 */
export class Unchecked extends Error {}
