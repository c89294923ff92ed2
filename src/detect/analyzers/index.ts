/** Detectors of others: a Presidio analyzer, a guardrail over HTTP, an ONNX model. */
export { createAnalyzerDetector } from './analyzer-detector.js'
export { createGuardrailAnalyzer, type GuardrailOptions } from './guardrail.js'
export { createHttpAnalyzer, type HttpAnalyzerOptions } from './http-analyzer.js'
export { type OnnxOptions, openOnnxAnalyzer } from './onnx.js'
export { createPresidioAnalyzer, type PresidioOptions } from './presidio.js'
export { analyzeSource } from './source-values.js'
