import { UserError } from '../../base/errors';
import { hashSeed, seededRandom } from '../../base/random';
import { askForJson } from '../../llm/askForJson';
import { budgetedModel } from '../../llm/budgetedModel';
import type { ChatModel } from '../../llm/chatModel';
import type { Addition } from '../../metrics/greedyVendi';
import { consistency, type VScore } from '../../metrics/vScore';
import { normalized } from '../../numeric/vectors';
import type { Example } from '../../probe/probeModel';
import type { Candidate, Rejected, Synthesis, Verification } from '../../protocol/candidate';
import { answerForm } from '../../synthesis/answerForm';
import type { Asker } from '../../synthesis/asker';
import { strategies, type StrategyId } from '../../synthesis/registry';
import { SetComparison, type Compared } from '../../synthesis/setComparison';
import type { Proposal, Strategy, SynthesisContext } from '../../synthesis/strategy';
import { isVerified, verify, type VoteRule } from '../../synthesis/verify';
import { Bm25 } from '../../text/bm25';
import { measureConsistency } from '../consistency';
import type { InspectedSet } from '../inspect';
import { examplesOf, gradientRequest, sketchOf } from '../readings';
import { readOptions, type Services, type WorkflowOptions } from '../services';
import { ProposalScreen, type Fault } from './proposalScreen';
import type { SynthesisBase } from './synthesisBase';
import { checkedPerCandidate, proposalsPerCandidate, synthesisPlan } from './synthesisPlan';

export interface SynthesizeOptions extends WorkflowOptions {
	readonly strategy: StrategyId;
	/** Candidates wanted at most. */
	readonly count: number;
	/** Most calls to the language model. */
	readonly calls: number;
	/** Of everything that is drawn here; what the model answers is its own. */
	readonly seed: number;
	/** How many answers of the model must agree with an output. */
	readonly voteRule: VoteRule;
	/** Answers asked for to check an output. */
	readonly answers: number;
	/** Regions to fill; the sparse ones where it is not given. */
	readonly regions?: readonly number[];
	/** For the strategy `styles`, in place of its usual ones. */
	readonly ownStyles?: readonly string[];
	readonly ownPersonas?: readonly string[];
	/** Examples of real use, which no candidate may repeat. */
	readonly validation?: InspectedSet;
}

/** Demonstrations shown when an output is checked: V-Synthesis, arXiv 2506.23149v1, evaluates with 3 by BM25. */
const shotsShown = 3;

/** So many calls in rounds with less gain in G-Vendi than this for each call end a run. *Ours:* no paper names a rule. */
const leastGainPerCall = 0.005;
const mostGainlessCalls = 20;

/**
 * Demonstrations that a language model writes, from a strategy through all checks to a ranking by measured gain: the *improve* loop
 * with a language model. What fails is listed with its reason.
 *
 * The checks that need no call come first (text, likeness, the probe, the strategy's own rule), and of what passes the most
 * promising is verified first, so that the budget goes to what would be worth having. Where the budget ends, or
 * the endpoint fails after something was found, what was found counts.
 *
 * @throws {UserError} `synthesis.*`; `llm.*` before the first candidate; and what the probe throws
 */
export async function synthesize(
	services: Services,
	model: ChatModel,
	base: SynthesisBase,
	options: SynthesizeOptions,
): Promise<Synthesis> {
	const examples = examplesOf(options.validation?.set.demonstrations ?? []);
	const sketches = await readSketches(services, base, examples, options);
	const run = new SynthesisRun(services, model, base, options, new ProposalScreen(base, { examples, sketches }));
	return await run.complete();
}

/** A proposal that the probe has read. */
interface ReadProposal extends Compared {
	readonly proposal: Proposal;
	readonly vScore: VScore | undefined;
}

interface KeptProposal extends ReadProposal {
	readonly verification: Verification | undefined;
}

class SynthesisRun {
	private readonly strategy: Strategy;
	private readonly budgeted: ReturnType<typeof budgetedModel>;
	private readonly asker: Asker;
	private readonly callsPerCheck: number;
	/** The set's demonstrations that have an output. */
	private readonly answered: readonly Example[];
	private readonly answeredIndex: Bm25;
	private readonly comparison: SetComparison;

	private readonly kept: KeptProposal[] = [];
	/** What is kept by the order in which it adds most, up to the first that adds nothing. */
	private ranked: readonly Addition[] = [];
	private readonly rejected: Rejected[] = [];
	private considered = 0;
	private unusable = 0;
	private rounds = 0;

	constructor(
		private readonly services: Services,
		model: ChatModel,
		private readonly base: SynthesisBase,
		private readonly options: SynthesizeOptions,
		private readonly screen: ProposalScreen,
	) {
		this.budgeted = budgetedModel(model, options.calls);
		this.asker = {
			model: model.name,
			ask: async (prompt, schema, chat) => {
				this.showProgress('Asking the language model');
				const answer = await askForJson(this.budgeted, prompt, schema, chat);
				this.unusable += answer === undefined ? 1 : 0;
				return answer;
			},
		};
		const { ownStyles, ownPersonas } = options;
		this.strategy = strategies[options.strategy]({
			asker: this.asker,
			random: seededRandom(options.seed),
			...(ownStyles === undefined ? {} : { ownStyles }),
			...(ownPersonas === undefined ? {} : { ownPersonas }),
		});
		this.callsPerCheck = synthesisPlan(base, options).callsPerCheck;
		this.answered = base.demonstrations.filter(({ output }) => output !== '');
		this.answeredIndex = new Bm25(this.answered.map(({ input }) => input));
		this.comparison = new SetComparison(base.sketches, base.assignment);
	}

	async complete(): Promise<Synthesis> {
		const stopped = await this.runRounds();
		this.options.signal?.throwIfAborted();
		return await this.describe(stopped);
	}

	private async runRounds(): Promise<Synthesis['stopped']> {
		const enough = Math.ceil(checkedPerCandidate * this.options.count);
		let gainless = 0;
		try {
			while (gainless < mostGainlessCalls) {
				if (this.ranked.length >= enough) {
					return { reason: 'enough' };
				}
				if (this.remainingCalls() < 1 + this.callsPerCheck) {
					return { reason: 'budget' };
				}
				const [calls, score] = [this.budgeted.ledger.calls, this.score()];
				await this.round(enough - this.ranked.length);
				const spent = this.budgeted.ledger.calls - calls;
				if (spent === 0) {
					break;
				}
				gainless = this.score() - score < leastGainPerCall * spent ? gainless + spent : 0;
			}
			return { reason: 'no-gain' };
		} catch (error) {
			await this.rank();
			if (UserError.is(error, 'llm.budget')) {
				return { reason: 'budget' };
			}
			if (UserError.is(error) && error.kind === 'service' && this.kept.length > 0) {
				return { reason: 'failure', message: error.message };
			}
			throw error;
		}
	}

	/** @param missing how many more are to be kept */
	private async round(missing: number): Promise<void> {
		this.rounds++;
		const context = await this.context();
		const proposals = await this.collect(context, Math.ceil(missing * (proposalsPerCandidate / checkedPerCandidate)));
		const read = await this.read(proposals);
		const staying = this.applyRule(read, context);
		await this.check(await this.mostPromisingFirst(staying));
		await this.rank();
	}

	/** The set with what is kept so far; in regions of its own, unless it is certain regions that are to be filled. */
	private async context(): Promise<SynthesisContext> {
		const { base, kept, options } = this;
		const sketches = [...this.comparison.sketches, ...kept.map(({ sketch }) => sketch)];
		const isClustered = options.regions === undefined && kept.length > 0;
		const { assignment, sparse } = isClustered
			? await this.services.measurer.findRegions(sketches)
			: { assignment: [...base.assignment, ...kept.map(({ region }) => region)], sparse: base.sparse };
		const all = [
			...base.demonstrations,
			...kept.map(({ proposal }, index) => ({
				id: this.idOf(proposal),
				name: `candidate ${index + 1}`,
				input: proposal.input,
				output: proposal.output,
			})),
		];
		const places = [...all.keys()].filter(place => all[place]?.output !== '');
		return {
			task: base.task,
			demonstrations: places.flatMap(place => all[place] ?? []),
			sketches: places.flatMap(place => sketches[place] ?? []),
			assignment: places.flatMap(place => assignment[place] ?? []),
			aim: new Set(options.regions ?? sparse.flatMap((isSparse, region) => (isSparse ? [region] : []))),
		};
	}

	/** Proposals without a fault in their text: as many as are wanted, or as the calls left can check. */
	private async collect(context: SynthesisContext, wanted: number): Promise<readonly Proposal[]> {
		const fresh: Proposal[] = [];
		try {
			for await (const proposal of this.strategy.propose(context, this.options.signal)) {
				this.considered++;
				const fault = this.screen.faultOfText(proposal);
				if (fault === undefined) {
					fresh.push(proposal);
				} else {
					this.reject(proposal, fault);
				}
				if (fresh.length >= wanted || this.remainingCalls() <= fresh.length * this.callsPerCheck) {
					break;
				}
			}
		} catch (error) {
			if (!UserError.is(error, 'llm.budget')) {
				throw error;
			}
		}
		return fresh;
	}

	private async read(proposals: readonly Proposal[]): Promise<readonly ReadProposal[]> {
		const { services, base, options } = this;
		const sketches = await readSketches(services, base, proposals, options);
		const vScores =
			base.task === undefined
				? []
				: await measureConsistency(services.probe, base.task, proposals, readOptions(options));
		return proposals.flatMap((proposal, index) => {
			const compared = this.comparison.compare(sketches[index] ?? new Float32Array());
			const fault = this.screen.faultOfSketch(compared.sketch);
			if (fault !== undefined) {
				this.reject(proposal, fault);
				return [];
			}
			return [{ ...compared, proposal, vScore: vScores[index] }];
		});
	}

	/** The strategy's own rule, which goes by the regions of this round. */
	private applyRule(read: readonly ReadProposal[], context: SynthesisContext): readonly ReadProposal[] {
		const { rule } = this.strategy;
		if (rule === undefined) {
			return read;
		}
		const regions = new SetComparison(context.sketches, context.assignment);
		const judged = read.map(({ sketch, vScore }) => ({ region: regions.compare(sketch).region, vScore }));
		const stays = rule.keeps(judged, context);
		return read.filter(({ proposal }, index) => {
			const isStaying = stays[index] === true;
			if (!isStaying) {
				this.reject(proposal, { reason: rule.reason });
			}
			return isStaying;
		});
	}

	private async mostPromisingFirst(read: readonly ReadProposal[]): Promise<readonly ReadProposal[]> {
		const sketches = [...this.base.sketches, ...this.kept.map(({ sketch }) => sketch)];
		const additions = await this.services.measurer.rankAdditions(
			sketches,
			read.map(({ sketch }) => sketch),
			read.length,
		);
		return additions.flatMap(({ index }) => read[index] ?? []);
	}

	/** Has the outputs verified, in this order, as far as the calls go. */
	private async check(read: readonly ReadProposal[]): Promise<void> {
		const rule = this.strategy.voteRule ?? this.options.voteRule;
		const form = this.formOf(read);
		for (const [index, proposal] of read.entries()) {
			let verification: Verification | undefined;
			try {
				verification = this.options.voteRule === 'none' ? undefined : await this.verification(proposal.proposal, form);
			} catch (error) {
				for (const { proposal: unchecked } of read.slice(index)) {
					this.reject(unchecked, { reason: 'unchecked' });
				}
				throw error;
			}
			if (verification === undefined || isVerified(verification, rule)) {
				this.kept.push({ ...proposal, verification });
			} else {
				const { agreed, asked } = verification;
				this.reject(proposal.proposal, {
					reason: 'unverified',
					detail: `${agreed} of ${asked} answers agree with its output.`,
				});
			}
		}
	}

	private async verification(proposal: Proposal, form: ReturnType<typeof answerForm>): Promise<Verification> {
		const { answers, signal } = this.options;
		const shots = this.answeredIndex.mostSimilar(proposal.input, shotsShown).flatMap(at => this.answered[at] ?? []);
		return await verify(this.asker, proposal, {
			task: this.base.task,
			shots,
			form,
			answers,
			...(signal === undefined ? {} : { signal }),
		});
	}

	/** Of the set's outputs; of those of the proposals where there is no set. */
	private formOf(read: readonly ReadProposal[]): ReturnType<typeof answerForm> {
		const outputs = this.answered.length > 0 ? this.answered : [...this.kept, ...read].map(({ proposal }) => proposal);
		return answerForm(outputs.map(({ output }) => output));
	}

	private async rank(): Promise<void> {
		const additions = await this.services.measurer.rankAdditions(
			this.base.sketches,
			this.kept.map(({ sketch }) => sketch),
			this.kept.length,
		);
		const end = additions.findIndex(({ gain }) => gain <= 0);
		this.ranked = end === -1 ? additions : additions.slice(0, end);
	}

	private score(): number {
		return this.ranked.at(-1)?.scoreAfter ?? this.base.gVendi;
	}

	private async describe(stopped: Synthesis['stopped']): Promise<Synthesis> {
		const { base, options } = this;
		const best = this.ranked.slice(0, options.count);
		const places = await this.placesOf(best.flatMap(({ index }) => this.kept[index] ?? []));
		const candidates = best.flatMap(({ index, gain }, rank) => {
			const kept = this.kept[index];
			return kept === undefined ? [] : [this.candidate({ ...kept, ...places[rank] }, gain)];
		});
		const surplus = new Set(this.ranked.slice(options.count).map(({ index }) => index));
		const chosen = new Set(best.map(({ index }) => index));
		for (const [index, { proposal }] of this.kept.entries()) {
			if (!chosen.has(index)) {
				this.reject(proposal, { reason: surplus.has(index) ? 'surplus' : 'no-gain' });
			}
		}
		const added = candidates.map(({ vScore }) => vScore ?? undefined);
		return {
			version: 1,
			file: base.file,
			strategy: this.strategy.id,
			model: this.asker.model,
			considered: this.considered,
			unusable: this.unusable,
			rounds: this.rounds,
			ledger: { ...this.budgeted.ledger },
			stopped: candidates.length === options.count && stopped.message === undefined ? { reason: 'enough' } : stopped,
			gVendi: { before: base.gVendi, after: best.at(-1)?.scoreAfter ?? base.gVendi },
			consistency: {
				before: consistency(base.vScores)?.medianBitsPerToken ?? null,
				after: consistency([...base.vScores, ...added])?.medianBitsPerToken ?? null,
			},
			candidates,
			rejected: this.rejected,
		};
	}

	/** Where there is no set, candidates are in regions of their own, and likened to one another. */
	private async placesOf(chosen: readonly KeptProposal[]): Promise<readonly Pick<Compared, 'region' | 'similarity'>[]> {
		if (this.base.demonstrations.length > 0) {
			return chosen;
		}
		const sketches = chosen.map(({ sketch }) => sketch);
		const { assignment } = await this.services.measurer.findRegions(sketches);
		return sketches.map((sketch, index) => {
			const others = new SetComparison(sketches.toSpliced(index, 1), assignment.toSpliced(index, 1));
			return { region: assignment[index] ?? 0, similarity: others.compare(sketch).similarity };
		});
	}

	private candidate({ proposal, region, similarity, vScore, verification }: KeptProposal, gain: number): Candidate {
		const { input, output, origin, provenance } = proposal;
		return {
			id: this.idOf(proposal),
			input,
			output,
			strategy: this.strategy.id,
			origin,
			gain,
			region,
			similarity,
			vScore: vScore ?? null,
			...(provenance === undefined ? {} : { provenance: { ...provenance } }),
			...(verification === undefined ? {} : { verification: { ...verification } }),
		};
	}

	/** The same for the same text, whichever run it came from. */
	private idOf({ input, output }: Example): string {
		return `${this.strategy.id}:${hashSeed(JSON.stringify([input, output])).toString(36)}`;
	}

	private reject({ input, output, origin }: Proposal, fault: Fault): void {
		this.rejected.push({ input, output, origin, ...fault });
	}

	private remainingCalls(): number {
		return this.options.calls - this.budgeted.ledger.calls;
	}

	private showProgress(message: string): void {
		this.options.onProgress?.({ message, done: this.budgeted.ledger.calls, total: this.options.calls });
	}
}

async function readSketches(
	{ probe }: Services,
	{ task, loss }: SynthesisBase,
	examples: readonly Example[],
	options: WorkflowOptions,
): Promise<readonly Float32Array[]> {
	const requests = examples.map(example => gradientRequest(example, task, loss));
	const readings = await probe.read(requests, readOptions(options));
	return readings.map(reading => normalized(sketchOf(reading)));
}
