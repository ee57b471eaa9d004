/** Longest text, in UTF-16 units, that a format reads whole. More than this is not edited by hand. */
export const maximumTextLength = 256 * 1024 * 1024;

/** The same for formats that build a syntax tree of the text, which takes many times its size. */
export const maximumTreeTextLength = 16 * 1024 * 1024;

/** Deepest nesting of arrays, objects and collections that is walked. */
export const maximumDepth = 100;

/** Most tokens (words, colons, line ends, …) and mistakes of a YAML text: a second's work. */
export const maximumYamlTokens = 250_000;
export const maximumYamlMistakes = 1000;

/** Most nodes that YAML aliases may stand for in one file. */
export const maximumAliases = 1000;

/** Most syntax errors of one file that are reported: one early mistake makes many. */
export const maximumSyntaxProblems = 20;

/** Most test cases that scenarios may make in one file, each configuration with each test. */
export const maximumCombinations = 10_000;
