import { describe, expect, test } from 'vitest';
import { regionNames } from '../../../src/regions/names';

describe('region names', () => {
	const texts = [
		'The waiter brought cold soup to our table',
		'Cold soup again, and the waiter was rude',
		'The waiter forgot the soup',
		'The app crashes after every update',
		'After the update the app crashes at once',
	];

	test('are the words that tell a region from the others', () => {
		const [food, software] = regionNames(texts, [0, 0, 0, 1, 1], 2);
		expect(food).toBe('soup, waiter, cold');
		expect(software).toBe('app, crashes, update');
	});

	test('hold neither stop words nor numbers nor single letters', () => {
		const [name] = regionNames(['What is the 42 of a x in Lima?'], [0], 1);
		expect(name).toBe('lima');
	});

	test('prefer what others do not have to what all have', () => {
		const names = regionNames(['review of a kettle', 'review of a film'], [0, 1], 2);
		expect(names.map(name => name.split(', ')[0])).toEqual(['kettle', 'film']);
	});

	test('are never equal, and never empty', () => {
		const names = regionNames(['same words', 'same words', '42', '7'], [0, 1, 2, 3], 4);
		expect(new Set(names).size).toBe(4);
		expect(names).not.toContain('');
		expect(names[2]).toBe('region 3');
	});
});

test('where a script has no spaces, names are of words and not of characters', () => {
	const texts = [
		'请把我的机票改到周一。',
		'机票可以改签吗？',
		'部屋を禁煙に変更してください。',
		'部屋は何時から空いていますか。',
	];
	const [tickets, rooms] = regionNames(texts, [0, 0, 1, 1], 2);
	expect(tickets?.split(', ')[0]).toBe('机票');
	expect(rooms?.split(', ')[0]).toBe('部屋');
});
