/** The provider comes without types; the tests use a few of its parts. */
declare module 'oidc-provider' {
  export default class Provider {
    constructor(issuer: string, configuration: object)
    callback(): import('node:http').RequestListener
    readonly AccessToken: new (
      given: object,
    ) => { extra?: object; resourceServer?: object; save(): Promise<string> }
    readonly Client: { find(id: string): Promise<object | undefined> }
  }
}
