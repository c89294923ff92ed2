/** Made by `npm run docs:http` with openapi-typescript from the service's OpenAPI document. */

export interface paths {
    "/v1/retrieve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Door 1: the best chunks among those that the reader may read. */
        post: operations["postV1Retrieve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The input door: what a prompt asks for, or quotes, that it should not. */
        post: operations["postV1Inspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a model may be given of a text that somebody else wrote: the result of a tool, a page. */
        post: operations["postV1Vet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Door 2: what of a whole answer this reader may be told. */
        post: operations["postV1Check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Door 2, on an answer as it is made: the same text, held back only while something in it is undecided. */
        post: operations["postV1CheckStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stores, relabels and deletes a batch. What cannot be taken is refused by name, the rest is stored. */
        post: operations["postV1Documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/acl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Who may read a stored document from now on. What cannot be understood closes it to everybody. */
        patch: operations["patchV1DocumentsIdAcl"];
        trace?: never;
    };
    "/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a document; one that is not there is deleted already. */
        delete: operations["deleteV1DocumentsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which answers wait for a decision. */
        get: operations["getV1Held"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A held answer as far as the caller may read what it says. On record; it waits on. */
        get: operations["getV1HeldCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held/{call}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases a held answer, which is then returned, or refuses it. The caller is on record as the reviewer. */
        post: operations["postV1HeldCallDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/leaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What leaked or would have, in a time and for a service; by default everything. */
        get: operations["getV1ReportsLeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the audit journal is whole, and if not, where it breaks. */
        get: operations["getV1AuditVerify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that verify evidence and checkpoints. */
        get: operations["getV1AuditKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/checkpoints/{chain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A chain of the journal as it is now, signed, for whoever watches that it only grows. */
        get: operations["getV1AuditCheckpointsChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may read a document and why, who may not and why not, since when, and who was given it. */
        get: operations["getV1DocumentsIdAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/principals/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a principal may read, as the directory has them, by id and a page at a time. */
        get: operations["getV1PrincipalsIdDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases of equal leaks, open ones first. */
        get: operations["getV1Cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts what a case is on record, the caller as who decided; of a false alarm proposes the rule that would let it pass. */
        post: operations["postV1CasesIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records of a case with what proves them to others: `ragwall verify` takes it. */
        get: operations["getV1CasesIdEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{receipt}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same of one answer or retrieval, by receipt or call. */
        get: operations["getV1RecordsReceiptEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why an answer or a retrieval was decided as it was, by receipt or call. */
        get: operations["getV1RecordsReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** OpenAI's chat completions, behind both doors. */
        post: operations["postV1ChatCompletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** OpenAI's Responses, behind both doors. */
        post: operations["postV1Responses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Anthropic's messages, behind both doors. */
        post: operations["postV1Messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** OpenAI's embeddings, behind the input door. */
        post: operations["postV1Embeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models that may be asked for. */
        get: operations["getV1Models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/beta/litellm_basic_guardrail_api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** LiteLLM's generic guardrail API. */
        post: operations["postBetaLitellmBasicGuardrailApi"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guardrails/agentgateway/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** agentgateway's guardrail webhook, for prompts. */
        post: operations["postGuardrailsAgentgatewayRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guardrails/agentgateway/response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** agentgateway's guardrail webhook, for answers. */
        post: operations["postGuardrailsAgentgatewayResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guardrails/kong": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Kong's AI Custom Guardrail. */
        post: operations["postGuardrailsKong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guardrails/portkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Portkey's guardrail webhook. */
        post: operations["postGuardrailsPortkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The Model Context Protocol: search, fetch and check, and the documents that the reader may read. */
        post: operations["postMcp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analyze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Presidio's analyzer: personal data and secrets in a text or a list of texts. */
        post: operations["postAnalyze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/anonymize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Presidio's anonymizer: what an analyzer found is replaced, masked, hashed, encrypted, kept or taken out. */
        post: operations["postAnonymize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls can be answered, and what works worse than it should, in sentences. */
        get: operations["getV1AdminStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The emergency switch. */
        post: operations["postV1AdminMode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads policies and recognizers again, in one step; what is bad is refused and the old ones stay. */
        post: operations["postV1AdminReload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers; `failing` when no call would succeed, which starting it again does not mend. */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status 503 when every call would fail; else 200, with what works worse than it should. */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts and times in the text format of Prometheus. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-protected-resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which authorization servers issue tokens for this service, and what scopes there are. */
        get: operations["getWellKnownOauthProtectedResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This service, for programs. */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This service, for people. */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The console for whoever decides about leaks. The page is the same for all; what it shows, its token opens. */
        get: operations["getConsole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Permissions as the source states them. */
        Acl: {
            /** @description Typed ids: `user:alice`, `group:hr`. Empty is nobody, `*` anyone cleared. */
            allow: string[];
            /** @description Beats `allow`. */
            deny?: string[];
            classification?: string;
            compartments?: string[];
            /** @description Id of the container whose permissions hold too; what is said here is added to them. */
            container?: string;
        };
        AgentgatewayAnswer: {
            action: {
                body: {
                    [key: string]: unknown;
                };
                reason: string;
            } | {
                body: string;
                status_code: number;
                reason: string;
            } | {
                reason: string;
            };
        };
        /** @description One list, or for a list of texts one list each. */
        AnalyzeAnswer: components["schemas"]["RecognizerResult"][] | components["schemas"]["RecognizerResult"][][];
        AnalyzeRequest: {
            text: string | string[];
            /** @description Texts of every language are read alike. */
            language: string;
            /** @description Default: everything. */
            entities?: string[];
            score_threshold?: number;
            /** @description Values that are no findings. */
            allow_list?: string[];
            /** @constant */
            allow_list_match?: "exact";
            correlation_id?: string;
            /** @description There is none to return. */
            return_decision_process?: boolean;
            trace?: boolean;
            /** @description Context is read from the text. */
            context?: string[];
            /** @description Refused unless it is empty. */
            ad_hoc_recognizers?: unknown[];
            regex_flags?: number;
        };
        /** @description Offsets are those in the new text, from its end. */
        AnonymizeAnswer: {
            text: string;
            items: {
                start: number;
                end: number;
                entity_type: string;
                text: string;
                operator: string;
            }[];
        };
        AnonymizeOperator: {
            /** @constant */
            type: "replace";
            new_value?: string;
        } | {
            /** @constant */
            type: "redact";
        } | {
            /** @constant */
            type: "keep";
        } | {
            /** @constant */
            type: "mask";
            masking_char: string;
            chars_to_mask: number;
            from_end?: boolean;
        } | {
            /** @constant */
            type: "hash";
            /** @enum {string} */
            hash_type?: "sha256" | "sha512";
            salt?: string;
        } | {
            /** @constant */
            type: "encrypt";
            key: string;
        };
        AnonymizeRequest: {
            text: string;
            /** @description By entity; `DEFAULT` for the others. */
            anonymizers?: {
                [key: string]: components["schemas"]["AnonymizeOperator"];
            };
            analyzer_results: {
                start: number;
                end: number;
                score: number;
                entity_type: string;
                analysis_explanation?: unknown;
                recognition_metadata?: unknown;
            }[];
        };
        AuditKey: {
            /** @description As checkpoints of the journal name it. */
            id: string;
            /** @description The 32 bytes of RFC 8032, base64. */
            ed25519: string;
        };
        AuditKeys: {
            /** @description The one that signs now first, then those before it. */
            keys: components["schemas"]["AuditKey"][];
        };
        /** @description Equal leaks: the same evidence, document and reader. Never text. */
        Case: {
            id: string;
            /** @enum {string} */
            state: "open" | "acknowledged" | "accepted" | "false-alarm" | "fixed";
            /** @description The entity, or the kind where there is none. */
            what: string;
            /** @description Keyed digest of what leaked. */
            evidence: string;
            /** @enum {string} */
            provenance: "permitted" | "user" | "unknown" | "training" | "forbidden";
            /** @description Whom it was for. */
            reader: string;
            /** @description The first document it stands in. */
            source?: string;
            sourceCount: number;
            services: string[];
            /** @description How often. */
            count: number;
            /** @description How often it went out. */
            released: number;
            /** @description A moment in ISO 8601. */
            first: string;
            /** @description A moment in ISO 8601. */
            last: string;
            /** @description Of the last answers it was in, newest first. */
            receipts: string[];
            /** @description The one in force. */
            decision?: {
                by: string;
                /** @description A moment in ISO 8601. */
                at: string;
                reference?: string;
                /** @description A moment in ISO 8601. */
                until?: string;
            };
            /**
             * @description Accepted for a time that is over.
             * @constant
             */
            expired?: true;
        };
        Cases: {
            cases: components["schemas"]["Case"][];
        };
        Change: {
            /** @constant */
            kind: "upsert";
            document: components["schemas"]["Document"];
        } | {
            /** @constant */
            kind: "acl";
            id: string;
            acl: components["schemas"]["Acl"];
        } | {
            /** @constant */
            kind: "delete";
            id: string;
        } | {
            /** @constant */
            kind: "container";
            id: string;
            /** @description Without them it is gone: what points at it is nobody’s. */
            permissions?: components["schemas"]["ContainerPermissions"];
        };
        Changes: {
            changes: components["schemas"]["Change"][];
        };
        Checkpoint: {
            /** @description c2sp.org/tlog-checkpoint, signed. */
            checkpoint: string;
            /** @description Hashes in base64 (RFC 9162); with `since`. */
            consistency?: string[];
        };
        Chunk: {
            id: string;
            /** @description As the source named it. */
            documentId: string;
            title?: string;
            /** @description Where a person finds it. */
            uri: string;
            text: string;
            /** @description Rules of the orders that it gives to the model that reads it. For applications. */
            orders?: string[];
            /** @description Higher is better; comparable within one answer only. For users one of three steps. */
            score: number;
        };
        Chunks: {
            /** @description Best first. */
            chunks: components["schemas"]["Chunk"][];
            receipt: components["schemas"]["Receipt"];
        };
        /** @description One permission that many documents point at. */
        ContainerPermissions: {
            /** @description The container it lies in. */
            parent?: string;
            /** @description `false` forgets all that is inherited. Default `true`. */
            inherit?: boolean;
            /** @description Replaces what is inherited. Empty is nobody. */
            allow?: string[];
            /** @description Added to what is inherited. */
            deny?: string[];
            /** @description Replaces what is inherited. */
            classification?: string;
            /** @description Added to what is inherited. */
            compartments?: string[];
        };
        /** @description How much of the text was looked at, in UTF-16 code units. What was not is not known to be clean. */
        Coverage: {
            /** @enum {string} */
            state: "complete" | "partial" | "not-run";
            seen: number;
            /** @description As far as every detector has looked. */
            scanned: number;
            unscanned: number;
            detectors: {
                name: string;
                scanned: number;
                unscanned: number;
            }[];
        };
        /** @description A document as its source gives it, with its permissions. */
        Document: {
            id: string;
            /** @description Where a person finds it; rules for levels match it. */
            uri: string;
            text: string;
            title?: string;
            /** @description A document without one is refused. */
            acl?: components["schemas"]["Acl"];
            derivedFrom?: string[];
            license?: string;
            /** @enum {string} */
            origin?: "curated" | "internal" | "user" | "external";
            retrievable?: boolean;
            /** @enum {string} */
            kind?: "knowledge" | "training" | "prompt" | "canary" | "code";
            metadata?: {
                [key: string]: string | number | boolean;
            };
            table?: {
                rows: {
                    [key: string]: string | number | boolean;
                }[];
                identifying?: string[];
                ignored?: string[];
                complete?: boolean;
            };
            /** @description Where in the source parts of the text stand: `page 3`. Offsets in UTF-16 code units. */
            positions?: {
                start: number;
                at: string;
            }[];
        };
        /** @description Ids, levels and times, no text. */
        DocumentAccess: {
            document: string;
            /** @description What it demands of its readers now. */
            label: components["schemas"]["Label"];
            /** @description Where its permissions come from. */
            container?: string;
            /** @description Since when it demands that; 0 is not known. */
            since: number;
            /** @description When its source last said so; 0 is not known. */
            checked: number;
            readers: {
                id: string;
                /** @enum {string} */
                effect: "permit" | "deny" | "indeterminate";
                /** @description What is met, or what is missing or forbids. */
                why: string[];
            }[];
            /** @description Who was handed a piece of it, or an answer that repeats it, as far back as the journal goes. */
            received: {
                subject: string;
                times: number;
                /** @description Milliseconds since the epoch; 0 is not known. */
                first: number;
                /** @description Milliseconds since the epoch; 0 is not known. */
                last: number;
                revokedSince: boolean;
            }[];
        };
        /** @description Records of the journal, provable without it. Ids and digests, never text. */
        Evidence: {
            /** @constant */
            format: "ragwall evidence v1";
            /** @description A signed note (c2sp.org/signed-note) over the whole. */
            statement: string;
            key: components["schemas"]["AuditKey"];
            records: {
                /** @description What the hash of the record covers: canonical JSON. */
                record: string;
                /** @description c2sp.org/tlog-proof, with a checkpoint that is signed. */
                proof: string;
            }[];
        };
        /** @description The path of one decision, without a word of the text. */
        Explanation: {
            record: {
                chain: string;
                sequence: number;
                hash: string;
                /** @description A moment in ISO 8601. */
                time: string;
            };
            event: {
                /** @enum {string} */
                type: "closed" | "retrieve";
                call: string;
                subject: string;
            } & {
                [key: string]: unknown;
            };
            findings: {
                what: string;
                /**
                 * @description What the service would do with it now.
                 * @enum {string}
                 */
                actionNow?: "release" | "redact" | "hold" | "block";
                case?: {
                    id: string;
                    /** @enum {string} */
                    state: "open" | "acknowledged" | "accepted" | "false-alarm" | "fixed";
                };
                sources: {
                    id: string;
                    label?: components["schemas"]["Label"];
                    /** @description Whether the reader may read it now, and why. */
                    access?: {
                        id: string;
                        /** @enum {string} */
                        effect: "permit" | "deny" | "indeterminate";
                        why: string[];
                    };
                }[];
            }[];
            /** @description Its policy as it is now. */
            service?: {
                /** @enum {string} */
                mode: "enforce" | "shadow";
                /** @enum {string} */
                onError: "refuse" | "release";
                thresholds: {
                    [key: string]: number;
                };
            };
        };
        /** @description What was found and where, never the text itself. */
        Finding: {
            /** @description First UTF-16 code unit in the original text. */
            start: number;
            /** @description The code unit behind the last. */
            end: number;
            score: number;
            /** @description Keyed digest of what was found: equal leaks compare equal. */
            evidence: string;
            /**
             * @description Whose text it is, seen from this reader.
             * @enum {string}
             */
            provenance: "permitted" | "user" | "unknown" | "training" | "forbidden";
            /** @enum {string} */
            kind: "personal-data" | "secret";
            entity: string;
        } | {
            /** @description First UTF-16 code unit in the original text. */
            start: number;
            /** @description The code unit behind the last. */
            end: number;
            score: number;
            /** @description Keyed digest of what was found: equal leaks compare equal. */
            evidence: string;
            /**
             * @description Whose text it is, seen from this reader.
             * @enum {string}
             */
            provenance: "permitted" | "user" | "unknown" | "training" | "forbidden";
            /** @constant */
            kind: "verbatim";
            /** @enum {string} */
            match: "exact" | "near";
            view: string;
            /** @description Folded bytes. */
            length: number;
            words?: number;
            characters?: number;
        } | {
            /** @description First UTF-16 code unit in the original text. */
            start: number;
            /** @description The code unit behind the last. */
            end: number;
            score: number;
            /** @description Keyed digest of what was found: equal leaks compare equal. */
            evidence: string;
            /**
             * @description Whose text it is, seen from this reader.
             * @enum {string}
             */
            provenance: "permitted" | "user" | "unknown" | "training" | "forbidden";
            /** @enum {string} */
            kind: "canary" | "disclosure" | "probe" | "injection" | "hidden-text" | "enumeration" | "forbidden-word" | "license";
            rule: string;
        };
        /** @description As the protocol has it. */
        ForeignAnswer: {
            [key: string]: unknown;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "failing";
        };
        Held: {
            /** @description Ids of calls, as in the journal. */
            held: string[];
        };
        HeldText: {
            call: string;
            /** @description What the caller may not read is replaced; absent where they may read none of it. */
            text?: string;
            /** @description Images, sound and files, which nothing has looked into. */
            media?: {
                /** @description Where in the answer it stood. */
                field: string;
                /** @description Its media type; `application/json` where the answer only says where it is to be had. */
                type: string;
                /** @description Base64. */
                data: string;
            }[];
        };
        /** @description What was done, and what could not be taken. */
        Ingested: {
            upserted: number;
            relabelled: number;
            deleted: number;
            unchanged: number;
            refused: {
                id: string;
                code: string;
                help?: string;
            }[];
        };
        KongAnswer: {
            /** @description For `response.block`. */
            block: boolean;
            masked: boolean;
            content: string | string[];
            reason: string;
        };
        /** @description What a text demands of its reader; all of it must hold. */
        Label: {
            level: string;
            compartments: string[];
            allow: string[][];
            deny: string[];
        };
        /** @description Counts and ids, never text. */
        LeakReport: {
            /** @description A moment in ISO 8601. */
            from: string;
            /** @description A moment in ISO 8601. */
            to: string;
            checks: number;
            retrievals: number;
            actions: {
                [key: string]: number;
            };
            /** @description Findings from sources that the reader may not read. */
            leaks: number;
            /** @description Leaks that went out all the same. */
            released: number;
            hygiene: number;
            chain: {
                intact: boolean;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        LitellmAnswer: {
            /** @enum {string} */
            action: "BLOCKED" | "NONE" | "GUARDRAIL_INTERVENED";
            blocked_reason?: string;
            texts?: string[];
        };
        /** @description As the Model Context Protocol has it. */
        McpAnswer: {
            [key: string]: unknown;
        };
        Mode: {
            /** @enum {string} */
            mode: "normal" | "refuse";
        };
        PortkeyAnswer: {
            verdict: boolean;
            data: {
                reason: string;
            };
            transformedData?: {
                [key: string]: unknown;
            };
        };
        /** @description RFC 9457. Says nothing of what was sent. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "config-invalid" | "config-unknown-key" | "config-unreadable" | "policy-invalid" | "recognizer-invalid" | "service-unknown" | "level-unknown" | "label-missing" | "acl-invalid" | "document-invalid" | "document-too-large" | "principal-missing" | "principal-invalid" | "entitlements-forged" | "entitlements-expired" | "decision-failed" | "filter-too-large" | "query-invalid" | "query-too-long" | "answer-refused" | "answer-too-long" | "text-invalid" | "option-invalid" | "source-unreadable" | "connector-failed" | "output-failed" | "embedder-changed" | "embedder-invalid" | "store-locked" | "store-corrupt" | "store-missing" | "store-outdated" | "store-version" | "store-failed" | "disk-full" | "audit-unavailable" | "audit-missing" | "detector-failed" | "tool-failed" | "model-failed" | "work-limit" | "key-missing" | "key-exposed" | "dependency-missing" | "asset-unreadable" | "unauthenticated" | "issuer-unavailable" | "scope-missing" | "request-invalid" | "rate-limited" | "not-found" | "stopped" | "aborted" | "closed" | "internal";
            detail?: string;
            /** @description What to do about it. */
            help?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description RFC 9728. */
        ProtectedResource: {
            /** @description Address of this service. */
            resource: string;
            /** @description Issuers of tokens for it. */
            authorization_servers: string[];
            scopes_supported: string[];
            bearer_methods_supported: string[];
            resource_name: string;
        };
        /** @description By id. No text. */
        ReadableDocuments: {
            principal: string;
            documents: {
                document: string;
                level: string;
                /** @description What is met. */
                why: string[];
                /** @description Milliseconds since the epoch; 0 is not known. */
                since: number;
            }[];
            /** @description There are more: ask again with it as `after`. */
            next?: string;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "degraded" | "unavailable";
            /** @description Kinds of what works worse than it should. */
            trouble: string[];
            /** @description Where events go besides the journal, in the order of the configuration. */
            outputs?: {
                /** @description Records that it has not been given yet. */
                records: number;
                /** @description How old the first of them is. */
                seconds: number;
            }[];
        };
        /** @description Of the durable record. */
        Receipt: {
            /** @description Random; names the record to an auditor and says nothing else. */
            id: string;
            /** @description Tokens of applications: the chain the record stands in. */
            chain?: string;
            /** @description Tokens of applications: its position there. */
            sequence?: number;
            /** @description Tokens of applications: its hash. */
            hash?: string;
        };
        RecognizerResult: {
            /** @description In code points, as Python counts. */
            start: number;
            end: number;
            score: number;
            entity_type: string;
            analysis_explanation: null;
            recognition_metadata: {
                recognizer_name: string;
                recognizer_identifier: string;
            };
        };
        Reload: {
            /** @constant */
            reloaded: true;
            trouble: {
                what: string;
                /** @description One sentence without content. */
                message: string;
            }[];
        };
        Review: {
            /** @enum {string} */
            decision: "release" | "refuse";
        };
        Reviewed: {
            call: string;
            /** @enum {string} */
            decision: "release" | "refuse";
            /** @description The answer, if it was released. */
            text?: string;
            /** @description Images, sound and files, which nothing has looked into. */
            media?: {
                /** @description Where in the answer it stood. */
                field: string;
                /** @description Its media type; `application/json` where the answer only says where it is to be had. */
                type: string;
                /** @description Base64. */
                data: string;
            }[];
        };
        Status: {
            usable: boolean;
            /** @enum {string} */
            mode: "normal" | "refuse";
            /** @description Where events go besides the journal. */
            outputs: {
                /** @description Records that it has not been given yet. */
                records: number;
                /** @description How old the first of them is. */
                seconds: number;
                name: string;
                /** @enum {string} */
                to: "file" | "webhook" | "syslog";
                /** @description Since when it takes nothing. */
                failingSince?: string;
            }[];
            trouble: {
                what: string;
                /** @description One sentence without content. */
                message: string;
            }[];
        };
        /** @description One line. As server-sent events, the event is named after its member. */
        StreamAnswer: {
            /** @description The next piece that may be shown. */
            text: string;
        } | {
            /** @constant */
            heartbeat: true;
        } | {
            /** @description The last line of a stream that was judged. */
            verdict: components["schemas"]["Verdict"];
        } | {
            /** @description The last line of one that was not; nothing more was released. */
            error: components["schemas"]["Problem"];
        };
        StreamLine: {
            conversation?: {
                /** @enum {string} */
                role: "user" | "assistant" | "system" | "tool";
                content: string;
            }[];
            retrieved?: (string | {
                text: string;
                label: components["schemas"]["Label"];
                id?: string;
            })[];
            audience?: ({
                id: string;
                groups: string[];
                clearance: {
                    level: string;
                    compartments: string[];
                };
            } | {
                level: string;
                compartments: string[];
            })[];
            task?: string;
            service?: string;
            session?: string;
            /** @description The next piece of the answer; cut it anywhere. */
            text?: string;
        };
        TriageDecision: {
            /**
             * @description What the case is.
             * @enum {string}
             */
            state: "open" | "acknowledged" | "accepted" | "false-alarm" | "fixed";
            /** @description Where the reason stands, as `SEC-12`: words could repeat what leaked, and are refused. */
            reference?: string;
            /** @description Until when a risk is accepted; with `accepted` alone. */
            until?: string;
        };
        Triaged: {
            case: components["schemas"]["Case"];
            /** @description Of a false alarm; never of canaries and system prompts. */
            proposal?: {
                /** @description Those whose policies it belongs into. */
                services: string[];
                /** @description For `allow.findings`. */
                rule: {
                    evidence: string;
                    reader?: string;
                    documents?: string[];
                    reference?: string;
                };
                /** @description Findings on record that it would have let pass. */
                spares: number;
                /** @description The same without the reader. */
                sparesForAll: number;
                /** @description What the rule does, by an invented answer: which value it lets pass, and which it stops. */
                example: {
                    answer: string;
                    passes: string;
                    stops: string;
                };
            };
        };
        Verdict: {
            /**
             * @description The strictest action of all findings.
             * @enum {string}
             */
            action: "release" | "redact" | "hold" | "block";
            /** @description What may be sent. */
            text: string;
            receipt: components["schemas"]["Receipt"];
            /** @description Tokens of applications only. */
            coverage?: components["schemas"]["Coverage"];
            /** @description Tokens of applications only. */
            findings?: components["schemas"]["Finding"][];
            /** @description Tokens of applications only: what a cache must demand of readers. */
            label?: components["schemas"]["Label"];
            /** @description Tokens of applications only: milliseconds since a source last stated the oldest of the permissions that excused something. */
            aclAge?: number;
        };
        /** @description Whether the audit journal is whole. */
        Verification: ({
            /** @constant */
            intact: true;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            intact: false;
            brokenAt: string;
            why: string;
        } & {
            [key: string]: unknown;
        });
        Vetted: {
            /** @description What a model may be given; not there where it is kept back. */
            text?: string;
            /** @description Rules of the orders that it gives to the model that reads it. For applications. */
            orders: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postV1Retrieve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    query: string;
                    k?: number;
                    service?: string;
                    session?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chunks"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Inspect: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    prompt: string;
                    conversation?: {
                        /** @enum {string} */
                        role: "user" | "assistant" | "system" | "tool";
                        content: string;
                    }[];
                    task?: string;
                    service?: string;
                    session?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Vet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What somebody else wrote and a model is to read. */
                    text: string;
                    service?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vetted"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Check: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    conversation?: {
                        /** @enum {string} */
                        role: "user" | "assistant" | "system" | "tool";
                        content: string;
                    }[];
                    retrieved?: (string | {
                        text: string;
                        label: components["schemas"]["Label"];
                        id?: string;
                    })[];
                    audience?: ({
                        id: string;
                        groups: string[];
                        clearance: {
                            level: string;
                            compartments: string[];
                        };
                    } | {
                        level: string;
                        compartments: string[];
                    })[];
                    task?: string;
                    service?: string;
                    session?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1CheckStream: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["StreamLine"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["StreamAnswer"];
                    "text/event-stream": components["schemas"]["StreamAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Documents: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key is answered as before, and done once. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Changes"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ingested"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchV1DocumentsIdAcl: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key is answered as before, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acl"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ingested"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteV1DocumentsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key is answered as before, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ingested"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1Held: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1HeldCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldText"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1HeldCallDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reviewed"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1ReportsLeaks: {
        parameters: {
            query: {
                /** @description A day or a moment in ISO 8601; a day is meant whole, in UTC. */
                from: string;
                /** @description A day or a moment in ISO 8601; a day is meant whole, in UTC. */
                to: string;
                service: string;
                format: "json" | "markdown" | "html" | "csv" | "sarif" | "junit";
                /** @description Of the formats that people read. */
                lang: "en" | "ja";
                /** @description `all`: also the records that an earlier report verified. Default `new`. */
                verify: "all" | "new";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeakReport"];
                    "text/markdown": string;
                    "text/html": string;
                    "text/csv": string;
                    "application/sarif+json": string;
                    "application/xml": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1AuditVerify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1AuditKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditKeys"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1AuditCheckpointsChain: {
        parameters: {
            query: {
                /** @description Records that the chain had by an earlier checkpoint. */
                since: string;
            };
            header?: never;
            path: {
                chain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1DocumentsIdAccess: {
        parameters: {
            query: {
                /** @description The principal to ask about; by default all that the directory lists. */
                as: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentAccess"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1PrincipalsIdDocuments: {
        parameters: {
            query: {
                /** @description `next` of the page before. */
                after: string;
                /** @description Documents of a page: at most 1000, which is also the default. */
                limit: string;
            };
            header?: never;
            path: {
                /** @description `user:alice`, percent-encoded. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadableDocuments"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1Cases: {
        parameters: {
            query: {
                /** @description Those in this state alone. */
                state: "open" | "acknowledged" | "accepted" | "false-alarm" | "fixed";
                /** @description Those of this service alone. */
                service: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cases"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1CasesIdDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageDecision"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triaged"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1CasesIdEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1RecordsReceiptEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1RecordsReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1ChatCompletions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForeignAnswer"];
                    "text/event-stream": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Responses: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForeignAnswer"];
                    "text/event-stream": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForeignAnswer"];
                    "text/event-stream": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1Embeddings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForeignAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1Models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForeignAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBetaLitellmBasicGuardrailApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    texts?: string[] | null;
                    images?: string[] | null;
                    tools?: unknown[] | null;
                    tool_calls?: unknown[] | null;
                    structured_messages?: ({
                        role: string;
                        content: unknown;
                    } & {
                        [key: string]: unknown;
                    })[] | null;
                    request_data?: {
                        [key: string]: unknown;
                    } | null;
                    request_headers?: {
                        [key: string]: unknown;
                    } | null;
                    model?: string | null;
                    litellm_version?: string | null;
                    /** @enum {string} */
                    input_type: "request" | "response";
                    litellm_call_id?: string | null;
                    litellm_trace_id?: string | null;
                    additional_provider_specific_params?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LitellmAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postGuardrailsAgentgatewayRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: {
                        messages: {
                            role: string;
                            content: string;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentgatewayAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postGuardrailsAgentgatewayResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: {
                        choices: {
                            message: {
                                role: string;
                                content: string;
                            };
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentgatewayAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postGuardrailsKong: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    source: "INPUT" | "OUTPUT";
                    content: string | string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KongAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postGuardrailsPortkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    eventType: "beforeRequestHook" | "afterRequestHook";
                    request: {
                        json: unknown;
                        text?: string | null;
                    } & {
                        [key: string]: unknown;
                    };
                    response?: ({
                        json: unknown;
                        text?: string | null;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortkeyAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postMcp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf a backend asks, with the scope `act`: `user:alice`. */
                "ragwall-principal"?: string;
                /** @description The same by a signed assertion: a JWT of an issuer that is accepted for it. */
                "ragwall-assertion"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    jsonrpc: "2.0";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpAnswer"];
                    "text/event-stream": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAnalyze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalyzeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyzeAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAnonymize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnonymizeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnonymizeAnswer"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV1AdminStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1AdminMode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `refuse`: nothing leaves by any door, in any process, until it is `normal` again.
                     * @enum {string}
                     */
                    mode: "normal" | "refuse";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mode"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postV1AdminReload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reload"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWellKnownOauthProtectedResource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtectedResource"];
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Refused: the request is to be changed, or may not be made. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed: nothing was released. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
