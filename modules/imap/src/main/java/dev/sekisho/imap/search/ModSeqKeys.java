// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

/** Whether there is a MODSEQ key. */
final class ModSeqKeys extends SearchKeyFold<Boolean> {
    @Override
    Boolean leaf(SearchKey key) {
        return false;
    }

    @Override
    public Boolean modSeq(SearchKey.ModSeq key) {
        return true;
    }

    @Override
    public Boolean and(SearchKey.And key) {
        return key.keys().stream().anyMatch(operand -> operand.accept(this));
    }

    @Override
    public Boolean or(SearchKey.Or key) {
        return key.left().accept(this) || key.right().accept(this);
    }

    @Override
    public Boolean not(SearchKey.Not key) {
        return key.key().accept(this);
    }
}
