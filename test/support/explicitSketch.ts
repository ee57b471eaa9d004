import { hadamard, signs } from '../../src/probe/onnx/projections';

/** The projection that `GradientSketch` documents, applied to gradients that are multiplied out. */
export function explicitSketch(
	parameters: ReadonlyMap<string, { readonly shape: readonly number[] }>,
	gradientOf: (name: string) => Float32Array,
): Float64Array {
	const sketch = new Float64Array(4096);
	for (const [name, { shape }] of parameters) {
		const gradient = gradientOf(name);
		const [rows = 0, columns = 0] = shape;
		if (shape.length === 1) {
			addVector(sketch, name, gradient);
		} else if (name === 'model.embed_tokens.weight' || name === 'lm_head.weight') {
			addTable(sketch, name, gradient, rows, columns);
		} else {
			addLinear(sketch, name, gradient, rows, columns);
		}
	}
	return sketch;
}

function addVector(sketch: Float64Array, name: string, gradient: Float32Array): void {
	const drawn = signs(name, gradient.length);
	for (const [index, value] of gradient.entries()) {
		sketch[index] = (sketch[index] ?? 0) + value * (drawn[index] ?? 0);
	}
}

function addTable(sketch: Float64Array, name: string, gradient: Float32Array, rows: number, columns: number): void {
	const entrySigns = signs(`${name} entries`, rows);
	const width = signs(`${name} width`, columns * 1024);
	const small = hadamard(32);
	for (let row = 0; row < rows; row++) {
		const bucket = row % 1024;
		for (let j = 0; j < 1024; j++) {
			const high = small[Math.floor(bucket / 32) * 32 + (j % 32)] ?? 0;
			const low = small[(bucket % 32) * 32 + Math.floor(j / 32)] ?? 0;
			let along = 0;
			for (let column = 0; column < columns; column++) {
				along += (gradient[row * columns + column] ?? 0) * (width[column * 1024 + j] ?? 0);
			}
			sketch[j] = (sketch[j] ?? 0) + ((entrySigns[row] ?? 0) * high * low * along) / 32;
		}
	}
}

function addLinear(sketch: Float64Array, name: string, gradient: Float32Array, rows: number, columns: number): void {
	const out = signs(`${name} out`, rows * 64);
	const siblings = ['q_proj', 'k_proj', 'v_proj'].some(part => name.includes(part))
		? ['q_proj', 'k_proj', 'v_proj']
		: ['gate_proj', 'up_proj'].some(part => name.includes(part))
			? ['gate_proj', 'up_proj']
			: undefined;
	const sharing = siblings?.map(sibling => name.replace(/[a-z]+_proj/, sibling)) ?? [name];
	const input = signs(`${sharing.join(' ')} in`, columns * 64);
	for (let row = 0; row < rows; row++) {
		for (let b = 0; b < 64; b++) {
			let along = 0;
			for (let column = 0; column < columns; column++) {
				along += (gradient[row * columns + column] ?? 0) * (input[column * 64 + b] ?? 0);
			}
			for (let a = 0; a < 64; a++) {
				sketch[a * 64 + b] = (sketch[a * 64 + b] ?? 0) + ((out[row * 64 + a] ?? 0) * along) / 64;
			}
		}
	}
}
