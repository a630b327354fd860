// All use cases, in one list: REST API, command line and tests are loops over it.

import { setPassword } from './access/passwords.ts';
import { createSignInToken } from './access/sign-in-links.ts';
import { sendWebhooks } from './api/send-webhooks.ts';
import * as tokens from './api/tokens.ts';
import * as webhooks from './api/webhooks.ts';
import { auditHead, verifyAudit } from './audit/chain.ts';
import { viewDigest } from './chat/digest.ts';
import { lookAtOverdue } from './chat/overdue.ts';
import { describeChat, setUpChat } from './chat/settings.ts';
import { postTestMessage } from './chat/test-post.ts';
import { changeCustomer } from './customers/change-customer.ts';
import * as originals from './documents/originals.ts';
import * as papers from './documents/papers.ts';
import * as preview from './documents/preview.ts';
import { customerStatement } from './documents/statement.ts';
import * as templates from './documents/templates.ts';
import { anonymiseCustomer, exportCustomer } from './exports/customer.ts';
import { exportDatev } from './exports/datev.ts';
import { exportNotices, exportPayments } from './exports/tables.ts';
import * as blocks from './holds/blocks.ts';
import * as disputesAndPromises from './holds/disputes-and-promises.ts';
import { listImports, undoImport } from './imports/history.ts';
import { importFile } from './imports/import-file.ts';
import { fileProgress, listFileJobs, queueFile, workOnFiles } from './imports/in-background.ts';
import { guessMapping, listMappings, saveMapping } from './imports/mappings.ts';
import { bankDataThrough, recordBankImport, recordPayment } from './imports/record-payment.ts';
import { stageFile, takeStagedFile, weighStagedFile } from './imports/staged.ts';
import { mapStagedFile, stagedColumns } from './imports/staged-columns.ts';
import { takePaymentBack } from './imports/take-payment-back.ts';
import { listActivity } from './insight/activity.ts';
import { listCustomers, viewCustomer } from './insight/customers.ts';
import { listEverythingExcluded } from './insight/exclusions.ts';
import { findInvoices } from './insight/find-invoices.ts';
import { findSubject } from './insight/find-subject.ts';
import { forecast, latestForecast } from './insight/forecast.ts';
import { describeHouse } from './insight/house.ts';
import { invoiceHistory } from './insight/invoice-history.ts';
import { viewInvoice } from './insight/invoice-view.ts';
import { keyFigures, latestKeyFigures } from './insight/key-figures.ts';
import { latestNotice } from './insight/latest-notice.ts';
import { listInvoices } from './insight/ledger.ts';
import { listPayments } from './insight/list-payments.ts';
import { listUndecided, weighProposals } from './insight/list-proposals.ts';
import { noticeDeliveries } from './insight/notice-deliveries.ts';
import { noticeDocument } from './insight/notice-document.ts';
import { readOverview } from './insight/overview.ts';
import * as proposalPreview from './insight/preview-proposal.ts';
import { proposalOutcomes } from './insight/proposal-outcomes.ts';
import { repeatRun, runVerdicts } from './insight/run-verdicts.ts';
import { listRuns } from './insight/runs.ts';
import { deliverySummary, runsToday } from './insight/today.ts';
import { whyInvoice } from './insight/why.ts';
import { correctLetter, letterToCorrect } from './letters/correct-letter.ts';
import * as printQueue from './letters/print-queue.ts';
import { letterPrice, recallLetter } from './letters/provider.ts';
import { matchAgain } from './matching/again.ts';
import * as matches from './matching/decide.ts';
import { listAccounts, listMatches, readMatch } from './matching/list.ts';
import { cancelNotice } from './notices/cancel.ts';
import { pauseSending, resumeSending, sendingStatus } from './notices/control.ts';
import { issueApproved } from './notices/issue.ts';
import { listDeliveries } from './notices/list-deliveries.ts';
import { listNotices } from './notices/list-notices.ts';
import { deliveryProblems, fallBackToLetters, retryWithAddress, sendAsLetter } from './notices/problems.ts';
import { askForNews, recordProviderReport } from './notices/provider-reports.ts';
import { resolveDelivery } from './notices/resolve-delivery.ts';
import { saveDraft } from './notices/save-draft.ts';
import { sendDelivery, sendDue } from './notices/send.ts';
import { acceptUndelivered, sendNotice } from './notices/send-notice.ts';
import { sweepInterrupted } from './notices/sweep.ts';
import { sendPlainTestMail } from './notices/test-mail.ts';
import { chooseLanguage } from './people/own-language.ts';
import * as people from './people/people.ts';
import { askAgain } from './proposals/ask-again.ts';
import { automateProposals } from './proposals/automate.ts';
import { chooseLevel } from './proposals/choose-level.ts';
import { decideProposals } from './proposals/decide.ts';
import { proposeByHand, weighByHand } from './proposals/propose-by-hand.ts';
import { reopenProposal, reopenProposals } from './proposals/reopen.ts';
import { stopAutomation } from './proposals/stop-automation.ts';
import { takeOverCustomers, takeOverInvoices, takeOverPayments } from './records/take-over.ts';
import { startRun } from './run/start-run.ts';
import { changeOrganisation, readSettings } from './settings/change-organisation.ts';
import { setupChecklist } from './settings/checklist.ts';
import { listPlans } from './settings/list-plans.ts';
import { changeLogo, currentLogo, removeLogo } from './settings/logo.ts';
import { checkPlan, previewPlan } from './settings/preview-plan.ts';
import { planHistory, readPlan } from './settings/read-plan.ts';
import { removePlan } from './settings/remove-plan.ts';
import { pausePlan, savePlan, switchLevel } from './settings/save-plan.ts';
import { setUpOrganisation } from './settings/set-up.ts';

export const USE_CASES = [
  setUpOrganisation,
  setupChecklist,
  readSettings,
  changeOrganisation,
  changeLogo,
  removeLogo,
  currentLogo,
  people.addPerson,
  people.changePerson,
  people.deactivatePerson,
  people.reactivatePerson,
  people.listPeople,
  setPassword,
  chooseLanguage,
  createSignInToken,
  tokens.createToken,
  tokens.listTokens,
  tokens.revokeToken,
  webhooks.createWebhook,
  webhooks.listWebhooks,
  webhooks.rotateWebhookSecret,
  webhooks.removeWebhook,
  webhooks.webhookLog,
  webhooks.repeatDelivery,
  sendWebhooks,
  savePlan,
  switchLevel,
  pausePlan,
  removePlan,
  listPlans,
  readPlan,
  planHistory,
  checkPlan,
  previewPlan,
  importFile,
  takeOverCustomers,
  takeOverInvoices,
  takeOverPayments,
  stageFile,
  weighStagedFile,
  stagedColumns,
  mapStagedFile,
  takeStagedFile,
  queueFile,
  workOnFiles,
  fileProgress,
  listFileJobs,
  exportNotices,
  exportPayments,
  exportDatev,
  exportCustomer,
  anonymiseCustomer,
  listImports,
  undoImport,
  listMappings,
  guessMapping,
  saveMapping,
  recordPayment,
  takePaymentBack,
  recordBankImport,
  bankDataThrough,
  listMatches,
  readMatch,
  matches.confirmMatch,
  matches.assignMatch,
  matches.refuseMatch,
  matches.takeBackMatch,
  matchAgain,
  listAccounts,
  matches.acceptGap,
  startRun,
  decideProposals,
  proposeByHand,
  weighByHand,
  reopenProposal,
  reopenProposals,
  askAgain,
  chooseLevel,
  stopAutomation,
  automateProposals,
  issueApproved,
  saveDraft,
  cancelNotice,
  sendNotice,
  acceptUndelivered,
  sendDue,
  sendDelivery,
  sweepInterrupted,
  resolveDelivery,
  pauseSending,
  resumeSending,
  sendingStatus,
  blocks.pauseInvoice,
  blocks.resumeInvoice,
  blocks.excludeCustomer,
  blocks.includeCustomer,
  blocks.suspendDunning,
  blocks.resumeDunning,
  blocks.listBlocks,
  disputesAndPromises.raiseDispute,
  disputesAndPromises.settleDispute,
  disputesAndPromises.promisePayment,
  listEverythingExcluded,
  disputesAndPromises.withdrawPromise,
  changeCustomer,
  listCustomers,
  viewCustomer,
  customerStatement,
  listInvoices,
  listRuns,
  runVerdicts,
  repeatRun,
  readOverview,
  keyFigures,
  latestKeyFigures,
  viewInvoice,
  latestNotice,
  findInvoices,
  findSubject,
  invoiceHistory,
  describeHouse,
  runsToday,
  deliverySummary,
  listUndecided,
  weighProposals,
  proposalPreview.viewProposal,
  proposalPreview.previewLetter,
  proposalPreview.previewLetterPicture,
  proposalPreview.previewMail,
  proposalOutcomes,
  noticeDeliveries,
  noticeDocument,
  whyInvoice,
  forecast,
  latestForecast,
  listActivity,
  templates.saveTemplate,
  templates.listTemplates,
  templates.checkTemplateText,
  templates.readTemplateText,
  templates.restoreTemplate,
  preview.previewLetter,
  preview.previewPicture,
  preview.previewMail,
  preview.previewExamples,
  preview.sendTestMail,
  originals.attachOriginal,
  originals.originalOf,
  papers.printBatch,
  papers.handoverFile,
  papers.cancellationNote,
  papers.agingPicture,
  sendPlainTestMail,
  deliveryProblems,
  listDeliveries,
  listNotices,
  listPayments,
  retryWithAddress,
  sendAsLetter,
  fallBackToLetters,
  recordProviderReport,
  askForNews,
  printQueue.listPrintQueue,
  printQueue.printLetters,
  printQueue.printBatchPdf,
  printQueue.letterPosted,
  printQueue.cancelLetter,
  recallLetter,
  letterPrice,
  letterToCorrect,
  correctLetter,
  auditHead,
  verifyAudit,
  setUpChat,
  postTestMessage,
  describeChat,
  viewDigest,
  lookAtOverdue,
] as const;
