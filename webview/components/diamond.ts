/** SVG path of the mark of a candidate: a diamond about a point. */
export function diamond({ x, y }: { readonly x: number; readonly y: number }, radius: number): string {
	return `M${x},${y - radius}L${x + radius},${y}L${x},${y + radius}L${x - radius},${y}Z`;
}
