import * as l10n from '@vscode/l10n';
import { decimal } from '../../base/writtenNumbers';
import { UserError } from '../../base/errors';
import { hashSeed, seededRandom, type Random } from '../../base/random';
import { askForJson } from '../../llm/askForJson';
import { budgetedModel, type Budget } from '../../llm/budgetedModel';
import type { ChatModel } from '../../llm/chatModel';
import type { Addition } from '../../metrics/greedyVendi';
import { consistencyFloor, keepsConsistency } from '../../metrics/consistencyFloor';
import { consistency, type VScore } from '../../metrics/vScore';
import { normalized } from '../../numeric/vectors';
import type { Example } from '../../probe/probeModel';
import type { Candidate, Rejected, Synthesis, Verification } from '../../protocol/candidate';
import { answerForm } from '../../synthesis/answerForm';
import type { Asker, StrategyTools } from '../../synthesis/asker';
import { iclStudent } from '../../synthesis/iclStudent';
import { efforts, strategies, type StrategyId } from '../../synthesis/registry';
import { SetComparison, type Compared } from '../../synthesis/setComparison';
import type { Proposal, Strategy, SynthesisContext } from '../../synthesis/strategy';
import { isVerified, verify, type VoteRule } from '../../synthesis/verify';
import { Bm25 } from '../../text/bm25';
import { measureConsistency } from '../consistency';
import type { InspectedSet } from '../inspect';
import { preferredAddition } from '../preferredAddition';
import { examplesOf, gradientRequest, sketchOf } from '../readings';
import { readOptions, type Services, type WorkflowOptions } from '../services';
import { linearStudent } from './linearStudent';
import { ProposalScreen, type Fault } from './proposalScreen';
import type { StudentId } from '../../synthesis/student';
import { validationExamples } from './validationExamples';
import type { SynthesisBase } from './synthesisBase';
import { checkedPerCandidate, synthesisPlan } from './synthesisPlan';

export interface SynthesizeOptions extends WorkflowOptions {
	readonly strategy: StrategyId;
	/** Candidates wanted at most. */
	readonly count: number;
	/** Most calls to the language model. */
	readonly calls: number;
	/** More limits, and the price in which the account is kept. */
	readonly budget?: Omit<Budget, 'calls'>;
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
	/** For the strategy `s3`: who is tried on them; `icl` unless given. */
	readonly student?: StudentId;
}

/** Demonstrations shown when an output is checked: V-Synthesis, arXiv 2506.23149v1, evaluates with 3 by BM25. */
const shotsShown = 3;

/** So many calls for proposals with less to gain in G-Vendi by each than this end a run. *Ours:* no paper names a rule. */
const leastGainPerCall = 0.005;
const mostGainlessCalls = 20;

/**
 * Of a round at most this share of what is wanted is kept, so that later rounds are proposed for a set with the best of earlier ones;
 * and for each that is kept this share of the proposals that are asked for one must be at hand, so that there is a choice.
 */
const mostKeptInRound = 0.5;
const choosingShare = 0.75;

/** Of the calls this share is for one round of a language model's mistakes, and so many at least. *Ours.* */
const triedShare = 0.2;
const leastTried = 8;

/**
 * Demonstrations that a language model writes, from a strategy through all checks to a ranking by measured gain: the *improve* loop
 * with a language model. What fails is listed with its reason.
 *
 * The checks that need no call come first (text, likeness, the probe, consistency, the strategy's own rule). Of what passes, that
 * which would raise G-Vendi most together with what is kept is verified, one after another, until as many as are wanted
 * have passed: the budget goes to what would be worth having. What is not taken waits for later rounds. Where the
 * budget ends, or the endpoint fails after something was found, what was found counts.
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
	readonly isOffTarget: boolean;
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

	/** Least V-Score of a candidate, in bits per token. */
	private readonly floor: number;

	private readonly kept: KeptProposal[] = [];
	/** Read and fit, not verified yet. */
	private readonly waiting: ReadProposal[] = [];
	/** The same outside the regions to fill. */
	private readonly offTarget: ReadProposal[] = [];
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
		this.budgeted = budgetedModel(model, { ...options.budget, calls: options.calls });
		this.asker = {
			model: model.name,
			ask: async (prompt, schema, chat) => {
				this.showProgress(l10n.t('Asking the language model'));
				const answer = await askForJson(this.budgeted, prompt, schema, chat);
				this.unusable += answer === undefined ? 1 : 0;
				return answer;
			},
		};
		const { ownStyles, ownPersonas } = options;
		const random = seededRandom(options.seed);
		this.strategy = strategies[options.strategy]({
			asker: this.asker,
			random,
			...this.studentTools(random),
			...(ownStyles === undefined ? {} : { ownStyles }),
			...(ownPersonas === undefined ? {} : { ownPersonas }),
		});
		this.callsPerCheck = synthesisPlan(base, options).callsPerCheck;
		this.answered = base.demonstrations.filter(({ output }) => output !== '');
		this.answeredIndex = new Bm25(this.answered.map(({ input }) => input));
		this.comparison = new SetComparison(base.sketches, base.assignment);
		this.floor = consistencyFloor(base.vScores);
	}

	/** For a strategy that goes by mistakes. */
	private studentTools(random: Random): Pick<StrategyTools, 'validation' | 'student'> {
		const { validation, calls, student = 'icl' } = this.options;
		if (validation === undefined) {
			return {};
		}
		const examples = validationExamples(validation);
		const tried = Math.max(leastTried, Math.floor(triedShare * calls));
		return {
			validation: examples,
			student:
				student === 'icl'
					? iclStudent(this.asker, examples, tried, random)
					: linearStudent(this.services.probe, examples, random, this.options),
		};
	}

	async complete(): Promise<Synthesis> {
		const stopped = await this.runRounds();
		this.options.signal?.throwIfAborted();
		return await this.describe(stopped);
	}

	private async runRounds(): Promise<Synthesis['stopped']> {
		try {
			const reason = await this.proposeAndKeep();
			await this.keep(this.missing(), { makesUp: true });
			return { reason };
		} catch (error) {
			if (UserError.is(error, 'llm.budget')) {
				return { reason: 'budget' };
			}
			if (UserError.is(error) && error.kind === 'service' && this.kept.length > 0) {
				return { reason: 'failure', message: error.message };
			}
			throw error;
		}
	}

	/** Rounds until as many are kept as are wanted, or there is a reason to end. */
	private async proposeAndKeep(): Promise<Synthesis['stopped']['reason']> {
		let gainless = 0;
		let attainable = this.base.gVendi;
		while (this.missing() > 0) {
			if (this.remainingCalls() <= this.reservedCalls()) {
				const kept = this.kept.length;
				await this.keep(this.missing(), { makesUp: true });
				if (this.kept.length === kept) {
					return 'budget';
				}
				continue;
			}
			if (gainless >= mostGainlessCalls) {
				return 'no-gain';
			}
			const calls = this.budgeted.ledger.calls;
			const considered = this.considered;
			await this.propose();
			const spent = this.budgeted.ledger.calls - calls;
			if (spent === 0 && this.considered === considered) {
				return 'exhausted';
			}
			const score = await this.attainableScore();
			gainless = score - attainable < leastGainPerCall * spent ? gainless + spent : 0;
			attainable = Math.max(attainable, score);
			await this.keep(this.keptAtOnce());
		}
		return 'enough';
	}

	/** One round of proposals, as far as no call is needed to judge them. */
	private async propose(): Promise<void> {
		this.rounds++;
		const context = await this.context();
		const wanted = Math.ceil(this.missing() * efforts[this.options.strategy].proposalsPerCandidate);
		const read = await this.read(await this.collect(context, wanted));
		this.waiting.push(...this.applyRule(read, context));
	}

	private missing(): number {
		return this.options.count - this.kept.length;
	}

	/** Calls to be left for checking what is missing. */
	private reservedCalls(): number {
		return Math.min(
			Math.ceil(this.options.calls / 2),
			Math.ceil(checkedPerCandidate * this.missing() * this.callsPerCheck),
		);
	}

	private keptAtOnce(): number {
		const { proposalsPerCandidate } = efforts[this.options.strategy];
		const choice = Math.max(1, Math.floor(choosingShare * proposalsPerCandidate));
		return Math.min(
			this.missing(),
			Math.ceil(mostKeptInRound * this.options.count),
			Math.floor(this.waiting.length / choice),
		);
	}

	/** G-Vendi of the set with what is kept, and with the best of what waits. */
	private async attainableScore(): Promise<number> {
		const additions = await this.services.measurer.rankAdditions(
			this.base.sketches,
			[...this.kept, ...this.waiting].map(({ sketch }) => sketch),
			this.options.count,
		);
		return additions.filter(({ gain }) => gain > 0).at(-1)?.scoreAfter ?? this.base.gVendi;
	}

	/**
	 * Keeps up to so many of what waits: each time the one that adds most to set and kept, if its answer can be verified.
	 *
	 * @param makesUp what lies outside the regions to fill may take a place where nothing inside adds nearly as much
	 */
	private async keep(most: number, { makesUp = false } = {}): Promise<void> {
		const others = makesUp && this.options.regions === undefined ? this.offTarget : [];
		for (const end = this.kept.length + most; this.kept.length < end;) {
			const sketches = [...this.base.sketches, ...this.kept.map(({ sketch }) => sketch)];
			const best = await preferredAddition(
				this.services.measurer,
				sketches,
				this.waiting.filter(each => this.isConsistent(each)),
				others.filter(each => this.isConsistent(each)),
			);
			if (best === undefined) {
				return;
			}
			const { proposal, isOther } = best;
			const verification = await this.verified(proposal.proposal);
			const from = isOther ? others : this.waiting;
			from.splice(from.indexOf(proposal), 1);
			const rule = this.strategy.voteRule ?? this.options.voteRule;
			if (verification === undefined || isVerified(verification, rule)) {
				this.kept.push({ ...proposal, verification, isOffTarget: isOther });
			} else {
				const { agreed, asked } = verification;
				this.reject(proposal.proposal, {
					reason: 'unverified',
					detail: l10n.t('{0} of {1} answers agree with its output.', agreed, asked),
				});
			}
		}
	}

	/** With it the set and what is kept stay as consistent as the set is. */
	private isConsistent({ vScore }: ReadProposal): boolean {
		return keepsConsistency(
			this.base.vScores,
			this.kept.map(kept => kept.vScore),
			vScore,
		);
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

	/** Proposals without a fault in their text: as many as are wanted, or as the calls allow. */
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
				if (fresh.length >= wanted || this.remainingCalls() <= this.reservedCalls()) {
					break;
				}
			}
		} catch (error) {
			if (!UserError.is(error, 'llm.budget') || fresh.length === 0) {
				fresh.forEach(proposal => this.reject(proposal, { reason: 'unchecked' }));
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
			const vScore = vScores[index];
			if (vScore !== undefined && vScore.bitsPerToken < this.floor) {
				this.reject(proposal, {
					reason: 'inconsistent',
					detail: l10n.t(
						'{0} bits per token; of the set three in four reach {1}.',
						decimal(vScore.bitsPerToken, 3),
						decimal(this.floor, 3),
					),
				});
				return [];
			}
			return [{ ...compared, proposal, vScore }];
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
		return read.filter((each, index) => {
			const isStaying = stays[index] === true;
			if (!isStaying && rule.makesUp === true) {
				this.offTarget.push(each);
			} else if (!isStaying) {
				this.reject(each.proposal, { reason: rule.reason });
			}
			return isStaying;
		});
	}

	/** Nothing where nothing is to be asked. */
	private async verified(proposal: Proposal): Promise<Verification | undefined> {
		const { answers, signal, voteRule } = this.options;
		if (voteRule === 'none') {
			return undefined;
		}
		const shots = this.answeredIndex.mostSimilar(proposal.input, shotsShown).flatMap(at => this.answered[at] ?? []);
		return await verify(this.asker, proposal, {
			task: this.base.task,
			shots,
			outputs: this.answered.map(({ output }) => output),
			form: this.form(),
			answers,
			...(signal === undefined ? {} : { signal }),
		});
	}

	/** Of the set's outputs; of those of the proposals where there is no set. */
	private form(): ReturnType<typeof answerForm> {
		const proposals = [...this.kept, ...this.waiting].map(({ proposal }) => proposal);
		return answerForm((this.answered.length > 0 ? this.answered : proposals).map(({ output }) => output));
	}

	private async describe(stopped: Synthesis['stopped']): Promise<Synthesis> {
		const { base, options } = this;
		const ranked = await this.services.measurer.rankAdditions(
			base.sketches,
			this.kept.map(({ sketch }) => sketch),
			this.kept.length,
		);
		const end = ranked.findIndex(({ gain }) => gain <= 0);
		const best: readonly Addition[] = end === -1 ? ranked : ranked.slice(0, end);
		const places = await this.placesOf(best.flatMap(({ index }) => this.kept[index] ?? []));
		const candidates = best.flatMap(({ index, gain }, rank) => {
			const kept = this.kept[index];
			return kept === undefined ? [] : [this.candidate({ ...kept, ...places[rank] }, gain)];
		});
		this.rejectTheOthers(new Set(best.map(({ index }) => index)), stopped);
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

	private rejectTheOthers(chosen: ReadonlySet<number>, { reason }: Synthesis['stopped']): void {
		for (const [index, { proposal }] of this.kept.entries()) {
			if (!chosen.has(index)) {
				this.reject(proposal, { reason: 'no-gain' });
			}
		}
		const isCut = reason === 'budget' || reason === 'failure';
		for (const read of this.waiting) {
			if (this.missing() > 0 && !this.isConsistent(read)) {
				this.reject(read.proposal, {
					reason: 'inconsistent',
					detail: l10n.t('The consistency of the set would fall.'),
				});
			} else {
				this.reject(read.proposal, { reason: this.missing() === 0 ? 'surplus' : isCut ? 'unchecked' : 'no-gain' });
			}
		}
		for (const { proposal } of this.offTarget) {
			this.reject(proposal, { reason: 'off-target' });
		}
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

	private candidate(
		{ proposal, region, similarity, vScore, verification, isOffTarget }: KeptProposal,
		gain: number,
	): Candidate {
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
			...(isOffTarget ? { offTarget: true } : {}),
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
		const { ledger } = this.budgeted;
		this.options.onProgress?.({ message, done: ledger.calls, total: this.options.calls, ledger });
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
