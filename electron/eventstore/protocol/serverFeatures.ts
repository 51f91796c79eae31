import type { handleUnaryCall, ServiceDefinition } from '@grpc/grpc-js'
import { features, type shared } from './generated.ts'

/** What clients take the server for. */
const serverVersion = '24.6.0.0'

/** `features` of a method, by its name in the definition. */
export type MethodFeatures = Readonly<Record<string, readonly string[]>>

/** Lists every method of the given services, in lower case as EventStoreDB does. Needs no credentials. */
export function handleSupportedMethods(
  services: readonly { definition: ServiceDefinition; features?: MethodFeatures }[],
): handleUnaryCall<shared.Empty, features.SupportedMethods> {
  const supported = new features.SupportedMethods()
  supported.setEventStoreServerVersion(serverVersion)
  for (const service of services)
    for (const { path } of Object.values(service.definition)) {
      const [, serviceName = '', methodName = ''] = path.split('/')
      const method = new features.SupportedMethod()
      method.setServiceName(serviceName.toLowerCase())
      method.setMethodName(methodName.toLowerCase())
      method.setFeaturesList([...(service.features?.[methodName] ?? [])])
      supported.addMethods(method)
    }
  return (_call, reply) => reply(null, supported)
}
