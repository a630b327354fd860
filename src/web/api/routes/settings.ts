// Plans, templates, settings, people, and what the house looks like as a whole.

import { setPassword } from '../../../app/access/passwords.ts';
import * as tokens from '../../../app/api/tokens.ts';
import * as webhooks from '../../../app/api/webhooks.ts';
import { auditHead, verifyAudit } from '../../../app/audit/chain.ts';
import { lookAtOverdue } from '../../../app/chat/overdue.ts';
import { describeChat, setUpChat } from '../../../app/chat/settings.ts';
import { postTestMessage } from '../../../app/chat/test-post.ts';
import { agingPicture } from '../../../app/documents/papers.ts';
import * as preview from '../../../app/documents/preview.ts';
import * as templates from '../../../app/documents/templates.ts';
import { exportDatev } from '../../../app/exports/datev.ts';
import { exportNotices, exportPayments } from '../../../app/exports/tables.ts';
import { listActivity } from '../../../app/insight/activity.ts';
import { findSubject } from '../../../app/insight/find-subject.ts';
import { forecast } from '../../../app/insight/forecast.ts';
import { describeHouse } from '../../../app/insight/house.ts';
import { keyFigures } from '../../../app/insight/key-figures.ts';
import { readOverview } from '../../../app/insight/overview.ts';
import { sendPlainTestMail } from '../../../app/notices/test-mail.ts';
import { chooseLanguage } from '../../../app/people/own-language.ts';
import * as people from '../../../app/people/people.ts';
import { changeOrganisation, readSettings } from '../../../app/settings/change-organisation.ts';
import { setupChecklist } from '../../../app/settings/checklist.ts';
import { listPlans } from '../../../app/settings/list-plans.ts';
import { changeLogo, currentLogo, removeLogo } from '../../../app/settings/logo.ts';
import { checkPlan, previewPlan } from '../../../app/settings/preview-plan.ts';
import { planHistory, readPlan } from '../../../app/settings/read-plan.ts';
import { removePlan } from '../../../app/settings/remove-plan.ts';
import { pausePlan, savePlan, switchLevel } from '../../../app/settings/save-plan.ts';
import { routesOf } from '../route.ts';

const PLAN = { params: { plan: 'planId' } };
type Versioned = { version: number };
const SEEN = { ifMatch: 'seen' } as const;
const VERSIONED = { version: ({ version }: Versioned) => version };

export const SETTINGS_ROUTES = [
  ...routesOf(
    'plans',
    ['GET /plans', listPlans],
    ['POST /plans', savePlan],
    ['POST /plans/check', checkPlan],
    ['POST /plans/preview', previewPlan],
    ['GET /plans/{plan}', readPlan, { ...PLAN, ...VERSIONED }],
    ['PUT /plans/{plan}', savePlan, { params: { plan: 'id' }, ...SEEN }],
    ['DELETE /plans/{plan}', removePlan, { ...PLAN, ...SEEN }],
    ['GET /plans/{plan}/history', planHistory, PLAN],
    ['PUT /plans/{plan}/pause', pausePlan, { ...PLAN, ...SEEN, fixed: { paused: true } }],
    ['DELETE /plans/{plan}/pause', pausePlan, { ...PLAN, ...SEEN, fixed: { paused: false } }],
    // A level is part of its plan: the version is the plan's.
    ['PATCH /levels/{levelId}', switchLevel, SEEN],
  ),
  ...routesOf(
    'templates',
    ['GET /templates/{kind}/{language}/{channel}', templates.readTemplateText, VERSIONED],
    ['PUT /templates/{kind}/{language}/{channel}', templates.saveTemplate, SEEN],
    ['POST /templates/{kind}/{language}/{channel}/restore', templates.restoreTemplate, SEEN],
    ['GET /templates', templates.listTemplates],
    ['GET /templates/examples', preview.previewExamples],
    ['POST /templates/check', templates.checkTemplateText],
    ['POST /templates/preview/letter', preview.previewLetter, { document: 'application/pdf' }],
    ['POST /templates/preview/picture', preview.previewPicture, { document: 'image/png' }],
    ['POST /templates/preview/mail', preview.previewMail],
    ['POST /templates/preview/test-mail', preview.sendTestMail],
  ),
  ...routesOf(
    'settings',
    ['GET /organisation', readSettings, VERSIONED],
    ['PATCH /organisation', changeOrganisation, SEEN],
    ['PUT /organisation/logo', changeLogo, { upload: 'bytes' }],
    ['GET /organisation/logo', currentLogo, { document: 'image/png' }],
    ['DELETE /organisation/logo', removeLogo],
    ['GET /organisation/summary', describeHouse],
    ['GET /organisation/checklist', setupChecklist],
    ['GET /chat', describeChat],
    ['PUT /chat', setUpChat],
    ['POST /chat/test', postTestMessage],
    ['POST /mail/test', sendPlainTestMail],
    ['GET /tokens', tokens.listTokens],
    ['POST /tokens', tokens.createToken],
    ['DELETE /tokens/{token}', tokens.revokeToken],
    ['GET /audit/head', auditHead],
    ['GET /audit/verification', verifyAudit],
  ),
  ...routesOf(
    'people',
    ['GET /people', people.listPeople],
    ['POST /people', people.addPerson],
    ['PATCH /people/{person}', people.changePerson, { ifMatch: 'seen' }],
    ['POST /people/{person}/deactivate', people.deactivatePerson],
    ['POST /people/{person}/reactivate', people.reactivatePerson],
    ['PUT /people/{person}/password', setPassword],
    ['PUT /me/language', chooseLanguage],
  ),
  ...routesOf(
    'insight',
    ['GET /overview', readOverview],
    ['GET /activity', listActivity, { cursor: 'before' }],
    ['GET /exports/notices', exportNotices, { document: 'text/csv' }],
    ['GET /exports/payments', exportPayments, { document: 'text/csv' }],
    ['GET /exports/datev', exportDatev, { document: 'text/csv' }],
    ['GET /overdue', lookAtOverdue],
    ['GET /figures', keyFigures],
    ['GET /forecast', forecast],
    ['GET /aging', agingPicture, { document: 'image/png' }],
    ['POST /search', findSubject],
  ),
  ...routesOf(
    'webhooks',
    ['GET /webhooks', webhooks.listWebhooks],
    ['POST /webhooks', webhooks.createWebhook],
    ['POST /webhooks/{webhook}/rotate-secret', webhooks.rotateWebhookSecret],
    ['DELETE /webhooks/{webhook}', webhooks.removeWebhook],
    ['GET /webhooks/{webhook}/deliveries', webhooks.webhookLog, { cursor: 'before' }],
    ['POST /webhook-deliveries/{delivery}/repeat', webhooks.repeatDelivery],
  ),
];
