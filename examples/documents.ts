import type { Principal, SourceChange } from 'ragwall'

/** Two documents and two readers, shared by the examples: everybody may read one paper, the board both. */
export const LEAVE =
  'Staff may carry over at most five days of unused leave into the first quarter of the following year.'
export const PLAN =
  'The company will buy the harbour operator for nine hundred million yen before the summer break.'

export const changes: SourceChange[] = [
  {
    kind: 'upsert',
    cursor: '1',
    document: {
      id: 'leave',
      uri: 'handbook:leave',
      text: LEAVE,
      acl: { allow: ['*'], deny: [], classification: 'internal' },
    },
  },
  {
    kind: 'upsert',
    cursor: '2',
    document: {
      id: 'plan',
      uri: 'board:plan',
      text: PLAN,
      acl: { allow: ['group:board'], deny: [], classification: 'secret' },
    },
  },
]

export const intern: Principal = {
  id: 'user:intern',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}
export const director: Principal = {
  id: 'user:director',
  groups: ['group:board'],
  clearance: { level: 'secret', compartments: [] },
}
