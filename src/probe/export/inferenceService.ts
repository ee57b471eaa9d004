import { modelName } from '../openInference/contract';

/**
 * A KServe `InferenceService` (serving.kserve.io/v1beta1) that has Triton serve the model repository at an address. One
 * request more than `scaleTarget` in flight for each replica, and KServe starts another replica.
 *
 * @param storageUri where the repository was put: `pvc://…`, `s3://…`, `gs://…`
 */
export function inferenceService(storageUri: string): string {
	return `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: ${modelName}
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 4
    scaleMetric: concurrency
    scaleTarget: 8
    model:
      runtime: kserve-tritonserver
      modelFormat:
        name: triton
      protocolVersion: v2
      storageUri: ${JSON.stringify(storageUri)}
      resources:
        requests:
          cpu: "4"
          memory: 8Gi
        limits:
          nvidia.com/gpu: "1"
`;
}
