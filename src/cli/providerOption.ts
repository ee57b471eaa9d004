import { Option } from 'commander';
import { providerSettings } from '../probe/provider';

/** What the probe runs on. */
export function providerOption(): Option {
	return new Option(
		'--provider <name>',
		'what the probe runs on; auto: a GPU where it is faster and exact, else the CPU',
	)
		.choices(providerSettings)
		.default('auto');
}
