/** What a probe's graph can run on, by ONNX Runtime's names: the processor, and graphics processors by way of an interface. */
export const providers = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type Provider = (typeof providers)[number];

/** `auto`: a graphics processor where that is faster and reads the same, else the processor. */
export const providerSettings = ['auto', ...providers] as const;
export type ProviderSetting = (typeof providerSettings)[number];

/** A provider that was asked for, or in use, and is given up for the processor. */
export interface ProviderRefusal {
	readonly provider: ProviderSetting;
	/** A sentence or two, for people. */
	readonly reason: string;
}
