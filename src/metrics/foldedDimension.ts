/** Up to this many demonstrations G-Vendi is that of the sketches as they are; above, they are folded to it. */
export const foldedDimension = 1024;
