import { type AccountSource, followedAccounts, loadAccounts, loadScim } from './accounts.js'
import { type LdapOptions, ldapAccounts } from './ldap-accounts.js'

/** As the configuration names it. */
export type AccountsOption =
  | { readonly file: string }
  | { readonly scim: string }
  | { readonly ldap: LdapOptions }

/** Throws `config-invalid`, `config-unreadable`. */
export function openAccounts(option: AccountsOption): AccountSource {
  if ('file' in option) return followedAccounts(option.file, loadAccounts)
  return 'scim' in option ? followedAccounts(option.scim, loadScim) : ldapAccounts(option.ldap)
}
