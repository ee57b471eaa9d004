/** How the figures of each part are told. */
export const tables = {
	activation: figures =>
		rows([
			['', 'median', 'least', 'most', 'against'],
			...Object.keys(figures).map(name => row(figures, name, name.replace(/^[^:]*/u, 'references-view'))),
		]),
	edits: figures =>
		rows([
			['', 'median', 'p95', 'most', 'against the edit'],
			...Object.keys(figures).map(name => {
				const values = figures[name];
				return [name, middle(values), at(values, 0.95), at(values, 1), ratio(values, figures['the edit itself, ms'])];
			}),
		]),
	panel: figures =>
		rows([
			['', 'median', 'least', 'most', 'against the bare page'],
			...Object.keys(figures).map(name => row(figures, name, bare(name))),
		]),
	memory: figures => {
		const { 'after edits': edits, ...kinds } = figures;
		return rows([
			['edits', ...edits.map(String), 'last : first'],
			...Object.entries(kinds).map(([name, values]) => [
				name,
				...values.map(value => value.toFixed(1)),
				(values.at(-1) / values[0]).toFixed(3),
			]),
		]);
	},
	blocks: figures =>
		rows([
			['', 'median', 'least', 'most', 'against'],
			...Object.keys(figures).map(name => row(figures, name, name.replace(/^[^:]*/u, 'other file'))),
		]),
};

function bare(name) {
	return `${name.split(',')[0].replace(/findings|all of it/u, 'update')}, bare page, ms`;
}

function row(figures, name, baseline) {
	const values = figures[name];
	return [
		name,
		middle(values),
		at(values, 0),
		at(values, 1),
		...(figures[baseline] ? [ratio(values, figures[baseline])] : []),
	];
}

function rows(cells) {
	const [widest] = [Math.max(...cells.map(([name]) => name.length))];
	return cells
		.map(([name, ...rest]) => [name.padEnd(widest), ...rest.map(cell => cell.padStart(10))].join('  '))
		.join('\n');
}

function ratio(values, baseline) {
	return (median(values) / median(baseline)).toFixed(2);
}

function middle(values) {
	return median(values).toFixed(1);
}

function median(values) {
	return quantile(values, 0.5);
}

function at(values, share) {
	return quantile(values, share).toFixed(1);
}

function quantile(values, share) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
