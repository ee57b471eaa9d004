const openings = [
	'My parcel',
	'The second invoice',
	'Your courier',
	'The new kettle',
	'My subscription',
	'The blue lamp',
];
const troubles = [
	'has not come, though the page says that it was handed over on Monday',
	'was taken twice, once by the driver and once by a man I do not know',
	'came without the screws, so that it stands in two parts in my kitchen',
	'makes a sound like a small dog, but only at night',
	'ended a week early, and nobody in the office picks up',
];
const wishes = ['What am I to do?', 'Please send another one.', 'I want my money back.', 'Whom do I have to call?'];
const answers = ['delivery', 'billing', 'repair', 'contract'];

/** Letters to a shop, all different, each with the desk that answers it; from another `first` on, others. */
export function letters(count: number, first = 0): readonly (readonly [input: string, output: string])[] {
	return Array.from({ length: count }, (_, place) => {
		const index = first + place;
		const at = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length] ?? '';
		const text = `${at(openings, 1)} ${at(troubles, 6)}, and this is letter ${index + 1}. ${at(wishes, 3)}`;
		return [text, at(answers, 2)];
	});
}
