/** English words that say little of what a text is about. Contractions are kept with their apostrophe. */
export const stopWords: ReadonlySet<string> = new Set(
	`a about above after again against all also am an and any are aren't as at be because been before being below
	between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each either
	else ever every few for from further get gets give given gives go goes got had hadn't has hasn't have haven't having he he's
	her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it it's its itself just let let's
	like made make makes many may me might mine more most much must my myself neither no nor not now of off on once one only
	or other ought our ours ourselves out over own per please quite rather really same shall she she's should shouldn't since so
	some something such than that that's the their theirs them themselves then there there's these they they're this
	those though through to too toward towards under until up upon us very was wasn't we we're were weren't what what's when
	where whether which while who whom whose why will with within without won't would wouldn't yet you you're your
	yours yourself yourselves`.split(/\s+/),
);
