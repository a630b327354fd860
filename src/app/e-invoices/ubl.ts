// UBL 2.1 invoices and credit notes (XRechnung, Peppol BIS) to the values of EN 16931.

import { attribute, element, elements, textAt, type XmlNode } from '../ingest/xml.ts';
import { type Draft, emailOf } from './draft.ts';

export function isUbl(rootName: string, root: XmlNode): boolean {
  return (rootName === 'Invoice' || rootName === 'CreditNote') && element(root, 'LegalMonetaryTotal') !== undefined;
}

export function readUbl(rootName: string, root: XmlNode): Draft {
  const totals = element(root, 'LegalMonetaryTotal');
  const means = elements(root, 'PaymentMeans');
  const buyer = element(root, 'AccountingCustomerParty', 'Party');
  const seller = element(root, 'AccountingSupplierParty', 'Party');
  const address = element(buyer, 'PostalAddress');
  return {
    syntax: 'ubl',
    number: textAt(root, 'ID'),
    typeCode: textAt(root, 'InvoiceTypeCode') ?? textAt(root, 'CreditNoteTypeCode'),
    isCreditNote: rootName === 'CreditNote',
    issuedOn: textAt(root, 'IssueDate'),
    dueDate: textAt(root, 'DueDate') ?? firstText(means, 'PaymentDueDate'),
    terms: joined(elements(root, 'PaymentTerms').map((terms) => textAt(terms, 'Note'))),
    currency: textAt(root, 'DocumentCurrencyCode') ?? attribute(element(totals, 'PayableAmount'), 'currencyID'),
    payable: textAt(totals, 'PayableAmount'),
    gross: textAt(totals, 'TaxInclusiveAmount'),
    prepaid: textAt(totals, 'PrepaidAmount'),
    rounding: textAt(totals, 'PayableRoundingAmount'),
    paymentReference: firstText(means, 'PaymentID'),
    ibans: means.flatMap((one) => textAt(one, 'PayeeFinancialAccount', 'ID') ?? []),
    precedingInvoice: textAt(root, 'BillingReference', 'InvoiceDocumentReference', 'ID'),
    seller: { name: nameOf(seller), vatId: vatOf(seller) },
    buyer: {
      name: nameOf(buyer),
      id: textAt(buyer, 'PartyIdentification', 'ID'),
      vatId: vatOf(buyer),
      email: emailOf(textAt(buyer, 'Contact', 'ElectronicMail'), element(buyer, 'EndpointID')),
      street: textAt(address, 'StreetName'),
      extra: [textAt(address, 'AdditionalStreetName'), textAt(address, 'AddressLine', 'Line')],
      postalCode: textAt(address, 'PostalZone'),
      city: textAt(address, 'CityName'),
      country: textAt(address, 'Country', 'IdentificationCode'),
    },
  };
}

function nameOf(party: XmlNode | undefined): string | null {
  return textAt(party, 'PartyLegalEntity', 'RegistrationName') ?? textAt(party, 'PartyName', 'Name');
}

function vatOf(party: XmlNode | undefined): string | null {
  const schemes = elements(party, 'PartyTaxScheme');
  const vat = schemes.find((scheme) => (textAt(scheme, 'TaxScheme', 'ID') ?? 'VAT') === 'VAT');
  return textAt(vat, 'CompanyID');
}

function firstText(nodes: readonly XmlNode[], name: string): string | null {
  for (const node of nodes) {
    const text = textAt(node, name);
    if (text !== null) return text;
  }
  return null;
}

function joined(texts: readonly (string | null)[]): string | null {
  const all = texts.filter((text) => text !== null);
  return all.length === 0 ? null : all.join('\n');
}
