/** What `ragwall init` writes. Each file is complete and loads as it stands. */

/** For editors: where the schema of a file lies once ragwall is installed beside `config`. */
function schemaLine(schema: string, up: string): string {
  return `# yaml-language-server: $schema=${up}node_modules/ragwall/config/schema/${schema}.json`
}

export function configTemplate(token: string): string {
  return `${schemaLine('ragwall', '../')}
# ragwall's configuration. A key that ragwall does not know is an error, never ignored. Relative paths start
# at this file.

# Everything stored, and the audit journal. There is no off for the journal.
data: ../.ragwall/data
audit: ../.ragwall/audit

# The secret key lies outside the data: whoever copies the data must not get the key with it.
# \`keys: { env: RAGWALL_KEY }\` reads it from the environment instead.
keys:
  file: ../keys/ragwall.key

# Lowest first. A clearance reads its own level and everything below.
levels: [public, internal, confidential, secret]

# Words that your sources use for levels. What is not listed is refused, not guessed.
classifications:
  社外公開: public
  社内限り: internal
  社外秘: confidential
  極秘: secret

# The level of documents whose source gives none. The first rule that matches decides; without a match the
# document is refused.
rules: []
#  - { path: 'handbook/**', level: internal }

principals: principals.yaml
services: services
# Names and numbers of your own: code names, customers, staff numbers.
recognizers: recognizers

# Where documents come from. \`use\` is one of ragwall's own connectors, a file, or a package.
connectors: []
#  - use: files
#    name: handbook
#    root: ../documents

server:
  host: 127.0.0.1
  port: 8787
  # What \`ragwall key make\` makes: their digests. Outside the data directory.
  apiKeys: ../keys/api-keys.json
  # For trying things out on this machine. Refused on any address that others can reach.
  demoTokens:
    - { token: ${token}, subject: 'user:alice', scopes: [retrieve, check, audit] }
`
}

export const PRINCIPALS_TEMPLATE = `${schemaLine('principals', '../')}
# Who is in which group, and who is cleared for what. Ids compare byte for byte. Members are principals or
# groups. A clearance given here replaces the one in the token, so taking it away here is enough.

groups:
  group:staff: { members: ['user:alice'] }

principals:
  user:alice:
    clearance: { level: internal }
`

export const SERVICE_TEMPLATE = `${schemaLine('service', '../../')}
# What holds when a call names no service. Everything that is not said here has its default.
name: default
description: Answers to signed-in staff.

# Run whenever this file is loaded, for a reader who may read nothing that is stored.
expect:
  - answer: The office opens at nine and closes at six.
    action: release
  - answer: 'The card on file is 4000 1234 5678 9017.'
    action: redact
`

export const RECOGNIZERS_TEMPLATE = `${schemaLine('recognizers', '../../')}
# What is worth finding here and nowhere else. Each entity has a class, its row of the action table: name, contact,
# high-risk or secret; a service's \`actions\` may name the entity itself. Values are found in any width, case and
# spacing; in Japanese also without blanks around them.

dictionaries: []
#  - entity: CODE_NAME
#    class: high-risk
#    values: [Kingfisher, 翡翠計画]
#    # Longer texts in which a value is none.
#    except: [kingfisher bird]
#    # More of them, one on each line, in a file beside this one.
#    file: code-names.txt

recognizers: []
#  - entity: STAFF_NUMBER
#    class: name
#    # Bounded, as in {1,8}; what may not stand beside the value instead of \\b, which fails beside Japanese.
#    regex: '(?<![A-Z0-9])ST-[0-9]{4}(?![0-9])'
#    # Values that are none.
#    allow: [ST-0000]
#    # Tried whenever this file is loaded.
#    examples: { match: [ST-1234], noMatch: [XST-1234] }
`

/** In folders that must never be committed. */
export const IGNORE_TEMPLATE = '*\n'
