import { expect, test } from 'vitest';
import { runtimeMissing } from '../../../../src/probe/process/runtimeMissing';

test.each([
	['darwin', 'x64', /^The probe cannot run on this Mac: ONNX Runtime has no build for Intel processors\./],
	['linux', 'ia32', /^The probe cannot run here: .+ on linux-ia32 \(Cannot find module\)\./],
])('on %s-%s the message says why, what still works, and what to do', (platform, arch, reason) => {
	const { code, kind, message } = runtimeMissing(new Error('Cannot find module\nRequire stack:\n- a'), platform, arch);
	expect({ code, kind }).toEqual({ code: 'probe.runtime', kind: 'service' });
	expect(message).toMatch(reason);
	expect(message).toContain('Findings that need no probe still work');
	expect(message).toContain('open the folder on another machine');
	expect(message).not.toContain('Require stack');
});
