import type { Palette, Picture, Shape } from './mapPicture';

/** Pixels of the image for each of the picture, so that it is sharp on paper. */
const scale = 2;

/** The picture as a PNG image, in base64. */
export function picturePng({ width, height, shapes }: Picture, palette: Palette): string {
	const canvas = document.createElement('canvas');
	canvas.width = width * scale;
	canvas.height = height * scale;
	const context = canvas.getContext('2d');
	if (context === null) {
		throw new Error('this page cannot draw on a canvas');
	}
	context.scale(scale, scale);
	context.fillStyle = palette.background;
	context.fillRect(0, 0, width, height);
	for (const shape of shapes) {
		draw(context, shape, palette);
	}
	return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/u, '');
}

function draw(context: CanvasRenderingContext2D, shape: Shape, palette: Palette): void {
	if (shape.kind === 'text') {
		context.globalAlpha = 1;
		context.setLineDash([]);
		context.font = `${shape.size}px system-ui, sans-serif`;
		context.textAlign = shape.align === 'middle' ? 'center' : 'left';
		context.lineJoin = 'round';
		context.lineWidth = 3;
		context.strokeStyle = palette.background;
		context.strokeText(shape.text, shape.x, shape.y);
		context.fillStyle = palette[shape.ink];
		context.fillText(shape.text, shape.x, shape.y);
		return;
	}
	if (shape.kind === 'haze') {
		drawHaze(context, shape, palette);
		return;
	}
	const { fill, fillOpacity = 1, stroke, strokeOpacity = 1, strokeWidth = 1, dash } = shape;
	const path = new Path2D(shape.kind === 'path' ? shape.d : undefined);
	if (shape.kind === 'circle') {
		path.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
	}
	if (fill !== undefined) {
		context.globalAlpha = fillOpacity;
		context.fillStyle = palette[fill];
		context.fill(path);
	}
	if (stroke !== undefined) {
		context.globalAlpha = strokeOpacity;
		context.strokeStyle = palette[stroke];
		context.lineWidth = strokeWidth;
		context.setLineDash(dash === undefined ? [] : [dash, dash]);
		context.stroke(path);
	}
}

/** The colour fades by opacity alone, whatever way it is written in. */
function drawHaze(
	context: CanvasRenderingContext2D,
	{ x, y, radius }: Extract<Shape, { kind: 'haze' }>,
	palette: Palette,
): void {
	const rings = 12;
	context.fillStyle = palette.foreground;
	context.globalAlpha = 0.07 / rings;
	for (let ring = 1; ring <= rings; ring++) {
		context.beginPath();
		context.arc(x, y, (radius * ring) / rings, 0, 2 * Math.PI);
		context.fill();
	}
}
