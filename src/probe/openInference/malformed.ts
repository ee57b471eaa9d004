/** What came is no message of the protocol. The sentence says why, and repeats none of the data. */
export class MalformedMessage extends Error {
	override readonly name = 'MalformedMessage';
}

export function malformed(message: string, cause?: unknown): MalformedMessage {
	return new MalformedMessage(message, { cause });
}
