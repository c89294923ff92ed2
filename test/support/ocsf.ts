import { z } from 'zod'

/**
 * What of OCSF 1.8.0 the events use, written down from the schema's own files (events/base_event.json, finding.json,
 * detection_finding.json, application/api_activity.json, profiles/security_control.json and ai_operation.json, and the
 * objects below): the schema server is not at hand offline. Strict: an attribute that the class or object does not have
 * is an error, as are a required one that is missing and an `at_least_one` that is not met.
 */
const name = z.string().min(1)
const time = z.int().min(0)
/** A pair of an id and its caption (`x_id` and `x`): the enum's own words. */
const captions = <Captions extends Record<number, string>>(all: Captions) => ({
  id: z.literal(Object.keys(all).map(Number) as [number, ...number[]]),
  caption: z.enum(Object.values(all) as [string, ...string[]]),
  agree: (id: number, caption: string | undefined) => caption === undefined || all[id] === caption,
})

const SEVERITY = captions({
  0: 'Unknown',
  1: 'Informational',
  2: 'Low',
  3: 'Medium',
  4: 'High',
  5: 'Critical',
  6: 'Fatal',
})
const ACTION = captions({ 0: 'Unknown', 1: 'Allowed', 2: 'Denied', 3: 'Observed', 4: 'Modified' })
const DISPOSITION = captions({ 1: 'Allowed', 2: 'Blocked', 3: 'Quarantined', 11: 'Corrected' })
const FINDING_STATUS = captions({
  0: 'Unknown',
  1: 'New',
  2: 'In Progress',
  3: 'Suppressed',
  4: 'Resolved',
  5: 'Archived',
  6: 'Deleted',
})
const CALL_STATUS = captions({ 0: 'Unknown', 1: 'Success', 2: 'Failure' })
const FINDING_ACTIVITY = captions({ 1: 'Create', 2: 'Update', 3: 'Close' })
const AI_ROLE = captions({
  0: 'Unknown',
  1: 'User',
  2: 'Assistant',
  3: 'Tool',
  4: 'Agent',
  5: 'Orchestrator',
  6: 'Retriever',
})
const ANALYTIC_TYPE = captions({
  0: 'Unknown',
  1: 'Rule',
  2: 'Behavioral',
  3: 'Statistical',
  4: 'Learning (ML/DL)',
  99: 'Other',
})

const service = z.strictObject({ name })
const user = z.strictObject({ uid: name })
const actor = z.strictObject({ user })
const api = z.strictObject({ operation: name, service: service.exactOptional() })
const resource = z.strictObject({ uid: name, type: name.exactOptional() })

const base = {
  activity_id: z.int(),
  activity_name: name,
  category_uid: z.int(),
  category_name: name,
  class_uid: z.int(),
  class_name: name,
  type_uid: z.int(),
  type_name: name,
  time,
  severity_id: SEVERITY.id,
  severity: SEVERITY.caption,
  message: name,
  metadata: z.strictObject({
    version: z.literal('1.8.0'),
    product: z.strictObject({ name, vendor_name: name, version: z.string().regex(/^\d+\.\d+\.\d+/) }),
    uid: name,
    correlation_uid: name.exactOptional(),
    original_event_uid: name.exactOptional(),
    event_code: name,
    log_name: name,
    sequence: z.int().min(0),
    profiles: z
      .array(z.enum(['security_control', 'ai_operation']))
      .min(1)
      .exactOptional(),
  }),
  status: z.string().exactOptional(),
  status_code: name.exactOptional(),
  status_detail: name.exactOptional(),
  resources: z.array(resource).max(20).exactOptional(),
  // Attributes of the source that the schema has no place for.
  unmapped: z.looseObject({}),
}
const securityControl = {
  action_id: ACTION.id.exactOptional(),
  action: ACTION.caption.exactOptional(),
  disposition_id: DISPOSITION.id.exactOptional(),
  disposition: DISPOSITION.caption.exactOptional(),
}

const detectionFinding = z.strictObject({
  ...base,
  ...securityControl,
  class_uid: z.literal(2004),
  class_name: z.literal('Detection Finding'),
  category_uid: z.literal(2),
  category_name: z.literal('Findings'),
  activity_id: FINDING_ACTIVITY.id,
  activity_name: FINDING_ACTIVITY.caption,
  status_id: FINDING_STATUS.id.exactOptional(),
  status: FINDING_STATUS.caption.exactOptional(),
  is_alert: z.boolean().exactOptional(),
  confidence_score: z.int().min(0).max(100).exactOptional(),
  finding_info: z.strictObject({
    uid: name,
    title: name.exactOptional(),
    types: z.array(name).exactOptional(),
    created_time: time.exactOptional(),
    analytic: z
      .strictObject({ name, uid: name, type_id: ANALYTIC_TYPE.id, type: ANALYTIC_TYPE.caption })
      .refine(({ type_id, type }) => ANALYTIC_TYPE.agree(type_id, type)),
  }),
  // At least one of actor, api and others.
  evidences: z.array(z.strictObject({ api, actor: actor.exactOptional(), user: user.exactOptional() })),
})

const apiActivity = z.strictObject({
  ...base,
  ...securityControl,
  class_uid: z.literal(6003),
  class_name: z.literal('API Activity'),
  category_uid: z.literal(6),
  category_name: z.literal('Application Activity'),
  activity_id: z.literal([0, 1, 2, 3, 4, 99]),
  status_id: CALL_STATUS.id.exactOptional(),
  status: CALL_STATUS.caption.exactOptional(),
  actor,
  api,
  // At least one of ip, uid, name, hostname, svc_name and others.
  src_endpoint: z.strictObject({ svc_name: name }),
  message_context: z
    .strictObject({
      ai_role_id: AI_ROLE.id,
      ai_role: AI_ROLE.caption,
      // At least one of application and service.
      service,
      uid: name.exactOptional(),
    })
    .refine(({ ai_role_id, ai_role }) => AI_ROLE.agree(ai_role_id, ai_role))
    .exactOptional(),
})

const CRUD: Readonly<Record<number, string>> = { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' }

/** An event of a class that ragwall speaks, with what its parts must agree about. */
export const ocsfEvent = z
  .discriminatedUnion('class_uid', [detectionFinding, apiActivity])
  .superRefine((event, context) => {
    const demand = (holds: boolean, message: string) => {
      if (!holds) context.addIssue({ code: 'custom', message })
    }
    demand(
      event.type_uid === event.class_uid * 100 + event.activity_id,
      'type_uid is class times 100 plus activity',
    )
    demand(SEVERITY.agree(event.severity_id, event.severity), 'severity is the caption of its id')
    const profiles = event.metadata.profiles ?? []
    demand(event.action_id === undefined || profiles.includes('security_control'), 'action needs its profile')
    if (event.action_id !== undefined) {
      demand(ACTION.agree(event.action_id, event.action), 'action is the caption of its id')
      demand(
        DISPOSITION.agree(event.disposition_id!, event.disposition),
        'disposition is the caption of its id',
      )
    }
    const activity = event.activity_id === 99 ? 'Other' : event.activity_name
    demand(event.type_name === `${event.class_name}: ${activity}`, 'type_name is class and activity')
    if (event.class_uid === 2004) {
      demand(
        FINDING_ACTIVITY.agree(event.activity_id, event.activity_name),
        'activity is the caption of its id',
      )
      demand(FINDING_STATUS.agree(event.status_id!, event.status), 'status is the caption of its id')
      return
    }
    const caption = CRUD[event.activity_id]
    demand(caption === undefined || caption === event.activity_name, 'activity is the caption of its id')
    demand(
      event.status_id === undefined || CALL_STATUS.agree(event.status_id, event.status),
      'status is its caption',
    )
    demand(
      event.message_context === undefined || profiles.includes('ai_operation'),
      'the profile of AI is named',
    )
  })
