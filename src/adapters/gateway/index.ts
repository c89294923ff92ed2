export { Coverage, type GatewayCoverage } from './coverage.js'
export {
  type Citation,
  createGateway,
  type Gateway,
  type GatewayAnswer,
  type GatewayCall,
  type GatewayOptions,
  type ShapeName,
  writeEvent,
} from './gateway.js'
export { UpstreamError } from './upstream.js'
