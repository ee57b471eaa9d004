import { escapeMarkup } from '../../src/protocol/page';
import type { Ink, Palette, Picture, Shape } from './mapPicture';

/** The picture as an SVG element. All text in it is escaped; nothing in it runs or loads. */
export function pictureSvg({ width, height, title, shapes }: Picture, palette: Palette): string {
	const ink = (name: Ink): string => escapeMarkup(palette[name]);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif">`,
		`<title>${escapeMarkup(title)}</title>`,
		`<defs><radialGradient id="haze"><stop offset="0" stop-color="${ink('foreground')}" stop-opacity="0.07"/><stop offset="1" stop-color="${ink('foreground')}" stop-opacity="0"/></radialGradient></defs>`,
		`<rect width="${width}" height="${height}" fill="${ink('background')}"/>`,
		...shapes.map(shape => element(shape, ink)),
		'</svg>',
		'',
	].join('\n');
}

function element(shape: Shape, ink: (name: Ink) => string): string {
	switch (shape.kind) {
		case 'haze':
			return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}" fill="url(#haze)"/>`;
		case 'text':
			return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}" text-anchor="${shape.align}" fill="${ink(shape.ink)}" stroke="${ink('background')}" stroke-width="3" paint-order="stroke">${escapeMarkup(shape.text)}</text>`;
		case 'circle':
			return drawn(`circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}"`, shape, ink);
		case 'path':
			return drawn(`path d="${shape.d}"`, shape, ink);
	}
}

function drawn(start: string, shape: Extract<Shape, { kind: 'path' | 'circle' }>, ink: (name: Ink) => string): string {
	const { fill, fillOpacity = 1, stroke, strokeOpacity = 1, strokeWidth = 1, dash, title } = shape;
	const attributes = [
		fill === undefined ? 'fill="none"' : `fill="${ink(fill)}" fill-opacity="${fillOpacity}"`,
		stroke === undefined
			? ''
			: `stroke="${ink(stroke)}" stroke-opacity="${strokeOpacity}" stroke-width="${strokeWidth}"`,
		dash === undefined ? '' : `stroke-dasharray="${dash} ${dash}"`,
	].join(' ');
	return title === undefined
		? `<${start} ${attributes}/>`
		: `<${start} ${attributes}><title>${escapeMarkup(title)}</title></${start.slice(0, start.indexOf(' '))}>`;
}
