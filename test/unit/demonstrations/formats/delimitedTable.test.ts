import { describe, expect, test } from 'vitest';
import { delimitedTable } from '../../../../src/demonstrations/formats/delimitedTable';
import { expectEditable, pairsOf, sourceOf, withAdded, withRemoved } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const tables = ['bikes.csv', 'rides.csv', 'claims.tsv'];
const named = (text: string) => ({ name: 'a.csv', text });
const messages = (text: string) => delimitedTable.parse(named(text)).problems.map(({ message }) => message);

describe('parse', () => {
	test('reads quotes, delimiters and line ends in cells', () => {
		for (const document of variantsOf(fixture('bikes.csv'))) {
			const set = delimitedTable.parse(document);
			expect(set.problems).toEqual([]);
			expect(pairsOf(set)).toEqual([
				['Does the "Comet" come in blue, or only in red?', 'stock'],
				['My chain slips when I pedal hard', 'repair'],
				['Two things:\n- the bell is broken\n- the lamp flickers', 'repair'],
				['Öffnet ihr am Sonntag? 🚲', 'hours'],
			]);
		}
	});

	test('finds semicolons, and leaves empty rows out', () => {
		expect(pairsOf(delimitedTable.parse(fixture('rides.csv')))).toEqual([
			['The train was late', 'complaint'],
			['Lovely seats', 'praise'],
			['Half; and half', 'mixed'],
		]);
	});

	test('reads quotes between tabs as what they are where they enclose no cell', () => {
		const set = delimitedTable.parse(fixture('claims.tsv'));
		expect(set.problems).toEqual([]);
		expect(pairsOf(set).map(([input]) => input)).toEqual(['She said "maybe" and left', 'A "quoted" word', 'plain']);
	});

	test('takes all other columns for the input of a label where none has a usual name', () => {
		expect(pairsOf(delimitedTable.parse(fixture('expenses.csv')))[0]).toEqual([
			'Paid on: 01/02/2024\nShop: Corner Books\nWhat for: maps and guides\nAmount: 12.50',
			'leisure',
		]);
	});

	test('takes a column that says the same everywhere for the task', () => {
		const { task } = delimitedTable.parse(named('instruction,input,output\nCount,a b,2\nCount,c,1\n'));
		expect(task).toEqual({ text: 'Count', source: 'file', span: { start: 25, end: 30 } });
	});

	test('follows a mapping', () => {
		const set = delimitedTable.parse(fixture('expenses.csv'), { mapping: { input: 'Shop', output: 'What for' } });
		expect(pairsOf(set)[2]).toEqual(['Blue Diner', 'lunch for two']);
	});

	test('spans cut out what decodes to the text', () => {
		for (const document of tables.flatMap(name => variantsOf(fixture(name)))) {
			for (const { input, output, span } of delimitedTable.parse(document).demonstrations) {
				for (const field of [input, output]) {
					const source = sourceOf(document, field) ?? '';
					const isQuoted = document.text[(field?.span.start ?? 0) - 1] === '"';
					expect((isQuoted ? source.replaceAll('""', '"') : source).replaceAll('\r\n', '\n')).toBe(field?.text);
				}
				expect(document.text.slice(0, span.start)).toMatch(/(?:^|[\n\r])$/);
				expect(document.text.slice(span.end)).toMatch(/^(?:$|[\n\r])/);
			}
		}
	});

	test('says which rows do not fit, and reads the others', () => {
		const document = fixture('broken.csv');
		const { problems, ...set } = delimitedTable.parse(document);
		expect(pairsOf({ ...set, problems })).toEqual([
			['fine', 'good'],
			['"never closed', 'bad'],
			['also fine', 'good'],
		]);
		expect(problems.map(({ message, span }) => [message, document.text.slice(span.start, span.end)])).toEqual([
			['This row has 4 cells, and the header 2. A cell with a comma in it needs quotes.', 'one, two, three,bad'],
			['This row has no "label".', 'only text'],
			['The quotes around this cell do not close where it ends. Write a quote inside it twice.', '"never closed'],
		]);
	});

	test('says that columns are missing', () => {
		expect(messages('a,b\n1,2\n')).toEqual([
			'No columns for an input and an output were found in this table. Name them in a mapping.',
		]);
		expect(messages('')).toEqual([]);
	});

	test('is not slowed down by quotes that never close', () => {
		const text = `text,label\n${'"""a,b\n'.repeat(20_000)}`;
		expect(delimitedTable.parse(named(text)).demonstrations.length).toBeGreaterThan(0);
		expect(delimitedTable.parse(named(`text,label\n${','.repeat(200_000)}x`)).problems).toHaveLength(1);
	});
});

describe('detect', () => {
	test.each([...tables, 'expenses.csv', 'broken.csv'])('knows %s', name => {
		for (const document of variantsOf(fixture(name))) {
			expect(delimitedTable.detect(document)).toBeGreaterThan(0.5);
		}
	});

	test.each([
		['numbers', 'x,y,label\n1,2,0\n3,4,1\n'],
		['numbers as input', 'input,output\n1,2\n3,4\n'],
		['measurements with a class', 'length,width,class\n5.1,3.5,setosa\n4.9,3.0,setosa\n'],
		['paths', 'source,target\n/old,/new\na/b.png,c.png\n'],
		['people', 'name,city,result\nAda,London,won\nBen,Leeds,lost\n'],
		['one column', 'text\nhello\n'],
		['prose', 'Dear all,\nthe label of the text is, as always, missing.\n'],
		['nothing', ''],
	])('leaves %s alone', (_, text) => {
		expect(delimitedTable.detect(named(text))).toBe(0);
	});

	test('leaves other files alone', () => {
		expect(delimitedTable.detect({ ...fixture('bikes.csv'), name: 'bikes.txt' })).toBe(0);
	});
});

describe('insert and remove', () => {
	test('counts on, repeats what all rows say, and quotes as the column does', () => {
		const added = (name: string) =>
			withAdded(delimitedTable, fixture(name), { input: 'A, "b"', output: 'c' }).text.slice(fixture(name).text.length);
		expect(added('bikes.csv')).toBe('5,"A, ""b""",c,shop\n');
		expect(added('rides.csv')).toBe('"A, ""b""";;"c"\n');
		expect(added('claims.tsv')).toBe('3\tc\t"A, ""b"""\n');
	});

	test('fills several columns from named lines', () => {
		const document = fixture('expenses.csv');
		const input = 'Paid on: today\nWhat for: two tents';
		const { text } = withAdded(delimitedTable, document, { input, output: 'leisure' });
		expect(text).toBe(`${document.text}today,,two tents,,leisure\n`);
	});

	test('fills a table that has only a header', () => {
		const { text } = withAdded(delimitedTable, named('text,label'), { input: 'a', output: 'b' });
		expect(text).toBe('text,label\na,b');
	});

	test('says what to do where no columns are known', () => {
		expect(() => withAdded(delimitedTable, named('a,b\n1,2\n'), { input: 'a', output: 'b' })).toThrow('mapping');
	});

	test.each(tables.flatMap(name => variantsOf(fixture(name))))(
		'anything added to $name ($variant) is read back, and nothing else changes',
		document => {
			expect(expectEditable(delimitedTable, document, nastyDemonstrations(60, 5))).toBe(60);
		},
	);

	test.each(['1', '3', '4'])('removing row %s leaves the others', id => {
		for (const document of variantsOf(fixture('bikes.csv'))) {
			const all = pairsOf(delimitedTable.parse(document));
			const left = delimitedTable.parse(withRemoved(delimitedTable, document, id));
			expect(pairsOf(left)).toEqual(all.filter((_, index) => String(index + 1) !== id));
		}
	});
});
