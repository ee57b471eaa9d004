import * as l10n from '@vscode/l10n';
import { decimal } from '../../base/writtenNumbers';
import { dot, normalized } from '../../numeric/vectors';
import type { Example } from '../../probe/probeModel';
import type { RejectionReason } from '../../protocol/candidate';
import { answerForm } from '../../synthesis/answerForm';
import { NoveltyFilter } from '../../synthesis/novelty';
import { proposalFault } from '../../synthesis/proposalFaults';
import { normalizedText } from '../../text/words';
import type { SynthesisBase } from './synthesisBase';

/** Above this cosine with a demonstration or another proposal a proposal says nothing new. */
const duplicateSimilarity = 0.95;

export interface Fault {
	readonly reason: RejectionReason;
	/** More of it, for people. */
	readonly detail?: string;
}

/** The examples of a validation set with their sketches. */
export interface ReadExamples {
	readonly examples: readonly Example[];
	readonly sketches: readonly Float32Array[];
}

/**
 * Keeps out what a set need not look at: proposals that are malformed, that say again what the set, the validation set or an
 * earlier proposal says, and that the file cannot hold. It remembers what it let pass.
 */
export class ProposalScreen {
	private readonly novelty: NoveltyFilter;
	private readonly answered: readonly Example[];
	private readonly form;
	private readonly validationInputs: ReadonlySet<string>;
	private readonly validationSketches: readonly Float32Array[];
	private readonly knownSketches: Float32Array[];

	constructor(
		private readonly base: SynthesisBase,
		validation: ReadExamples,
	) {
		this.novelty = new NoveltyFilter(base.demonstrations);
		this.answered = base.demonstrations.filter(({ output }) => output !== '');
		this.form = answerForm(this.answered.map(({ output }) => output));
		this.validationInputs = new Set(validation.examples.map(({ input }) => normalizedText(input)));
		this.validationSketches = validation.sketches.map(normalized);
		this.knownSketches = base.sketches.map(normalized);
	}

	/** What speaks against a proposal before the probe reads it. */
	faultOfText(proposal: Example): Fault | undefined {
		const reason = proposalFault(proposal, this.answered, this.form);
		if (reason !== undefined) {
			return { reason };
		}
		if (this.validationInputs.has(normalizedText(proposal.input))) {
			return { reason: 'validation', detail: l10n.t('This input is in the validation set.') };
		}
		if (!this.novelty.admit(proposal)) {
			return { reason: 'duplicate' };
		}
		const refusal = this.base.cannotHold(proposal);
		return refusal === undefined ? undefined : { reason: 'cannot-insert', detail: refusal };
	}

	/**
	 * What its gradient has against it.
	 *
	 * @param sketch of unit length
	 */
	faultOfSketch(sketch: Float32Array): Fault | undefined {
		const toValidation = highestCosine(sketch, this.validationSketches);
		if (toValidation > duplicateSimilarity) {
			return {
				reason: 'validation',
				detail: l10n.t('Cosine {0} with an example of the validation set.', decimal(toValidation, 3)),
			};
		}
		const toKnown = highestCosine(sketch, this.knownSketches);
		if (toKnown > duplicateSimilarity) {
			return {
				reason: 'near-duplicate',
				detail: l10n.t('Cosine {0} with what is there already.', decimal(toKnown, 3)),
			};
		}
		this.knownSketches.push(sketch);
		return undefined;
	}
}

function highestCosine(sketch: Float32Array, others: readonly Float32Array[]): number {
	return others.reduce((highest, other) => Math.max(highest, dot(sketch, other)), -1);
}
