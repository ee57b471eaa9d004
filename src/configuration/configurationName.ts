/** Name of the file that says how the sets of a folder are read. */
export const configurationName = '.demoscope.yaml';
