/** Words that exclude one another: of each line the meanings, and of each meaning the words for it. */
const oppositions = [
	'greater larger bigger higher | less smaller lower fewer',
	'greatest largest biggest highest maximum | least smallest lowest minimum',
	'first | second | third | fourth | fifth | last',
	'sum sums add adds addition | product multiply multiplies | average averages | subtract subtracts | divide divides',
	'before | after',
	'increase increases | decrease decreases reduce reduces',
	'on | off',
	'enable enables | disable disables',
	'open opens opened | close closes closed',
	'accept accepted | reject rejected refuse refused decline declined',
	'buy bought | sell sold',
	'even | odd',
	'positive | negative',
	'true | false',
	'hot | cold',
	'good great excellent | bad awful terrible',
	'love loved | hate hated',
	'win wins won | lose loses lost',
];

/** For each of these words, which opposition it belongs to and on which side it stands. */
const sides = new Map(
	oppositions.flatMap((line, opposition) =>
		line.split(' | ').flatMap((words, side) => words.split(' ').map(word => [word, { opposition, side }] as const)),
	),
);

/**
 * Where a text stands in each opposition that it mentions; one of whose meanings it names several is left out, for then
 * it speaks of both.
 */
export function sidesOf(words: readonly string[]): ReadonlyMap<number, number> {
	const found = new Map<number, number>();
	const torn = new Set<number>();
	for (const word of words) {
		const place = sides.get(word);
		if (place !== undefined) {
			const { opposition, side } = place;
			if ((found.get(opposition) ?? side) !== side) {
				torn.add(opposition);
			}
			found.set(opposition, side);
		}
	}
	torn.forEach(opposition => found.delete(opposition));
	return found;
}

/** Whether two texts stand on other sides of something: "turn it on" and "turn it off". */
export function areOpposed(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
	for (const [opposition, side] of a) {
		if ((b.get(opposition) ?? side) !== side) {
			return true;
		}
	}
	return false;
}
