// UN/CEFACT Cross Industry Invoice (XRechnung, ZUGFeRD 2, Factur-X, and ZUGFeRD 1 where the names agree).

import { attribute, element, elements, textAt, type XmlNode } from '../ingest/xml.ts';
import { type Draft, emailOf } from './draft.ts';

export function isCii(rootName: string): boolean {
  return rootName === 'CrossIndustryInvoice' || rootName === 'CrossIndustryDocument';
}

export function readCii(rootName: string, root: XmlNode): Draft {
  // Version 1 of ZUGFeRD calls the same things by longer names.
  const isOld = rootName === 'CrossIndustryDocument';
  const document = element(root, isOld ? 'HeaderExchangedDocument' : 'ExchangedDocument');
  const trade = element(root, isOld ? 'SpecifiedSupplyChainTradeTransaction' : 'SupplyChainTradeTransaction');
  const part = (name: string): XmlNode | undefined =>
    element(trade, isOld ? `ApplicableSupplyChain${name}` : `ApplicableHeader${name}`);
  const agreement = part('TradeAgreement');
  const settlement = part('TradeSettlement');
  const totals =
    element(settlement, 'SpecifiedTradeSettlementMonetarySummation') ??
    element(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation');
  const buyer = element(agreement, 'BuyerTradeParty');
  const seller = element(agreement, 'SellerTradeParty');
  const address = element(buyer, 'PostalTradeAddress');
  const terms = elements(settlement, 'SpecifiedTradePaymentTerms');
  const due = terms.map((one) => dateOf(element(one, 'DueDateDateTime'))).find((day) => day !== null);
  return {
    syntax: 'cii',
    number: textAt(document, 'ID'),
    typeCode: textAt(document, 'TypeCode'),
    isCreditNote: false,
    issuedOn: dateOf(element(document, 'IssueDateTime')),
    dueDate: due ?? null,
    terms: terms.flatMap((one) => textAt(one, 'Description') ?? []).join('\n') || null,
    currency: textAt(settlement, 'InvoiceCurrencyCode') ?? attribute(element(totals, 'GrandTotalAmount'), 'currencyID'),
    payable: textAt(totals, 'DuePayableAmount'),
    gross: textAt(totals, 'GrandTotalAmount'),
    prepaid: textAt(totals, 'TotalPrepaidAmount'),
    rounding: textAt(totals, 'RoundingAmount'),
    paymentReference: textAt(settlement, 'PaymentReference'),
    ibans: elements(settlement, 'SpecifiedTradeSettlementPaymentMeans').flatMap(
      (means) => textAt(means, 'PayeePartyCreditorFinancialAccount', 'IBANID') ?? [],
    ),
    precedingInvoice: textAt(settlement, 'InvoiceReferencedDocument', 'IssuerAssignedID'),
    seller: { name: textAt(seller, 'Name'), vatId: vatOf(seller) },
    buyer: {
      name: textAt(buyer, 'Name') ?? textAt(buyer, 'SpecifiedLegalOrganization', 'TradingBusinessName'),
      id: textAt(buyer, 'ID'),
      vatId: vatOf(buyer),
      email: emailOf(
        textAt(buyer, 'DefinedTradeContact', 'EmailURIUniversalCommunication', 'URIID'),
        element(buyer, 'URIUniversalCommunication', 'URIID'),
      ),
      street: textAt(address, 'LineOne'),
      extra: [textAt(address, 'LineTwo'), textAt(address, 'LineThree')],
      postalCode: textAt(address, 'PostcodeCode'),
      city: textAt(address, 'CityName'),
      country: textAt(address, 'CountryID'),
    },
  };
}

/** Format 102: YYYYMMDD. */
function dateOf(node: XmlNode | undefined): string | null {
  const text = textAt(node, 'DateTimeString') ?? textAt(node, 'DateTime');
  if (text === null) return null;
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text.slice(0, 10);
}

function vatOf(party: XmlNode | undefined): string | null {
  const registrations = elements(party, 'SpecifiedTaxRegistration').map((one) => element(one, 'ID'));
  return textAt(registrations.find((id) => (attribute(id, 'schemeID') ?? 'VA') === 'VA'));
}
