"""The workspace: backing, review rounds, revisions, merges, waivers, fingerprints, search."""

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def exact_decimal() -> sa.types.TypeEngine:
    """Return the column type of exact decimals: text on SQLite, numeric on PostgreSQL."""
    return sa.String(length=40).with_variant(sa.Numeric(), "postgresql")


_ACTIONS_BEFORE = (
    "signed_in",
    "sign_in_refused",
    "access_denied",
    "need_added",
    "need_changed",
    "requirement_added",
    "requirement_changed",
    "requirement_judged",
    "trace_added",
    "trace_removed",
    "weights_changed",
    "phase_changed",
    "baseline_made",
    "impartiality_declared",
    "score_saved",
    "result_computed",
    "document_exported",
    "demonstration_loaded",
)
_ACTIONS_ADDED = (
    "need_removed",
    "need_merged",
    "need_parted",
    "need_backed",
    "source_added",
    "source_changed",
    "quote_added",
    "quote_removed",
    "chapter_added",
    "chapter_changed",
    "chapter_removed",
    "chapter_read",
    "requirement_adopted",
    "requirement_moved",
    "requirement_removed",
    "requirement_approved",
    "requirement_reopened",
    "change_undone",
    "finding_waived",
    "waiver_removed",
    "word_list_changed",
    "suspect_cleared",
    "round_opened",
    "round_closed",
    "comment_added",
    "comment_settled",
)
_STATUS = "status IN ('draft', 'in_review', 'approved', 'locked')"
_MATERIAL = {
    "need": ("statement", "kind"),
    "requirement": (
        "statement",
        "requirement_class",
        "answer_form",
        "answer_instruction",
        "choices",
        "word_limit",
        "unit",
        "verification",
        "deviation",
        "fulfilment",
    ),
    "criterion": ("name", "kind", "documentation"),
}
_SEARCHED = {
    "quote": ("code", "place", "text"),
    "need": ("code", "statement", "area"),
    "requirement": ("code", "title", "statement", "why", "answer_instruction", "legal_basis"),
}
_RESTING = (
    ("need_requirement", "need"),
    ("need_requirement", "requirement"),
    ("requirement_criterion", "requirement"),
    ("requirement_criterion", "criterion"),
    ("score", "requirement"),
    ("consensus_score", "requirement"),
)


def _replace_actions(actions: tuple[str, ...]) -> None:
    rule = f"action IN ({', '.join(repr(name) for name in actions)})"
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_constraint(op.f("ck_event_action"), type_="check")
        batch_op.create_check_constraint(op.f("ck_event_action"), rule)


def _take_fingerprints() -> None:
    connection = op.get_bind()
    for table, names in _MATERIAL.items():
        rows = connection.execute(sa.text(f"SELECT id, {', '.join(names)} FROM {table}"))
        taken = [{"row": row[0], "print": _digest(row[1:])} for row in rows]
        if taken:
            statement = sa.text(f"UPDATE {table} SET fingerprint = :print WHERE id = :row")
            connection.execute(statement, taken)
    for table, end in _RESTING:
        op.execute(
            f"UPDATE {table} SET {end}_fingerprint = (SELECT fingerprint FROM {end} "
            f"WHERE {end}.id = {table}.{end}_id)"
        )


def _digest(values: Sequence[object]) -> str:
    text = json.dumps([None if v is None else str(v) for v in values], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _fill_search_index() -> None:
    connection = op.get_bind()
    number, value = ("", "") if connection.dialect.name == "postgresql" else ("rowid, ", ":row, ")
    statement = sa.text(
        f"INSERT INTO search_index ({number}kind, thing_id, procurement_id, body) "
        f"VALUES ({value}:kind, :thing, :procurement, :body)"
    )
    for table, names in _SEARCHED.items():
        rows = connection.execute(
            sa.text(f"SELECT id, procurement_id, {', '.join(names)} FROM {table}")
        )
        entries = [_entry(table, *row) for row in rows]
        if entries:
            connection.execute(statement, entries)


def _entry(table: str, row: object, procurement: object, *texts: str) -> dict[str, object]:
    thing = UUID(str(row))
    return {
        "row": thing.int >> 65,
        "kind": table,
        "thing": str(thing),
        "procurement": str(UUID(str(procurement))),
        "body": "\n".join(texts).casefold(),
    }


def _make_search_index() -> None:
    columns = "kind TEXT NOT NULL, thing_id TEXT NOT NULL, procurement_id TEXT NOT NULL"
    if op.get_bind().dialect.name != "postgresql":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "kind UNINDEXED, thing_id UNINDEXED, procurement_id UNINDEXED, body, "
            "tokenize='trigram case_sensitive 0')"
        )
        return
    op.execute(f"CREATE TABLE search_index ({columns}, body TEXT NOT NULL)")
    op.execute("CREATE INDEX search_index_thing ON search_index (thing_id)")
    op.execute("CREATE INDEX search_index_procurement ON search_index (procurement_id)")
    available = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
    if op.get_bind().execute(sa.text(available)).first():
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute("CREATE INDEX search_index_body ON search_index USING gin (body gin_trgm_ops)")


def upgrade() -> None:
    """Apply."""
    op.create_table('lint_word',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('word', sa.String(length=120), nullable=False),
    sa.CheckConstraint("kind IN ('brand', 'not_brand', 'slash')", name=op.f('ck_lint_word_kind')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_lint_word_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lint_word')),
    sa.UniqueConstraint('procurement_id', 'kind', 'word', name=op.f('uq_lint_word_procurement_id_kind_word'))
    )
    with op.batch_alter_table('lint_word', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lint_word_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.String(length=32), nullable=False),
    sa.Column('thing_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=120), nullable=False),
    sa.Column('why', sa.String(length=1000), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.CheckConstraint("subject IN ('need', 'requirement')", name=op.f('ck_revision_subject')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_revision_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('thing_id', 'number', name=op.f('uq_revision_thing_id_number'))
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_procurement_id'), ['procurement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_revision_thing_id'), ['thing_id'], unique=False)

    op.create_table('need_backing',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('stance', sa.String(length=32), nullable=False),
    sa.Column('importance', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('need_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint("stance IN ('has', 'wants', 'objects')", name=op.f('ck_need_backing_stance')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_backing_need_id_need'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_need_backing_organisation_id_organisation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_backing')),
    sa.UniqueConstraint('need_id', 'organisation_id', name=op.f('uq_need_backing_need_id_organisation_id'))
    )
    with op.batch_alter_table('need_backing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_backing_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_backing_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('need_merge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('kept_id', sa.Uuid(), nullable=False),
    sa.Column('merged_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.String(length=1000), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(length=120), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['kept_id'], ['need.id'], name=op.f('fk_need_merge_kept_id_need'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['merged_id'], ['need.id'], name=op.f('fk_need_merge_merged_id_need'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_need_merge_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_merge'))
    )
    with op.batch_alter_table('need_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_merge_kept_id'), ['kept_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_merge_merged_id'), ['merged_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_merge_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('review_round',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('note', sa.String(length=8000), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('baseline_id', sa.Uuid(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(length=120), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint("kind IN ('internal', 'hearing', 'market')", name=op.f('ck_review_round_kind')),
    sa.ForeignKeyConstraint(['baseline_id'], ['baseline.id'], name=op.f('fk_review_round_baseline_id_baseline')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_review_round_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_round')),
    sa.UniqueConstraint('procurement_id', 'number', name=op.f('uq_review_round_procurement_id_number'))
    )
    with op.batch_alter_table('review_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_round_baseline_id'), ['baseline_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_round_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('saved_filter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('page', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('query', sa.String(length=2000), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_saved_filter_membership_id_membership'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('membership_id', 'page', 'name', name=op.f('uq_saved_filter_membership_id_page_name'))
    )
    with op.batch_alter_table('saved_filter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_filter_membership_id'), ['membership_id'], unique=False)

    op.create_table('source_text',
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_source_text_source_id_source'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('source_id', name=op.f('pk_source_text'))
    )
    op.create_table('chapter_reading',
    sa.Column('chapter_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['chapter_id'], ['chapter.id'], name=op.f('fk_chapter_reading_chapter_id_chapter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_chapter_reading_organisation_id_organisation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chapter_id', 'organisation_id', name=op.f('pk_chapter_reading'))
    )
    with op.batch_alter_table('chapter_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chapter_reading_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('approval',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('requirement_version', sa.Integer(), nullable=False),
    sa.Column('requirement_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_approval_membership_id_membership'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_approval_requirement_id_requirement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_approval_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
    sa.UniqueConstraint('requirement_id', 'membership_id', 'requirement_version', name=op.f('uq_approval_requirement_id_membership_id_requirement_version'))
    )
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_requirement_id'), ['requirement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_round_id'), ['round_id'], unique=False)

    op.create_table('comment',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=True),
    sa.Column('need_id', sa.Uuid(), nullable=True),
    sa.Column('chapter_id', sa.Uuid(), nullable=True),
    sa.Column('about', sa.String(length=120), nullable=False),
    sa.Column('about_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('supplier', sa.String(length=120), nullable=False),
    sa.Column('author', sa.String(length=120), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.String(length=8000), nullable=False),
    sa.Column('disposition', sa.String(length=32), nullable=True),
    sa.Column('disposition_reason', sa.String(length=8000), nullable=False),
    sa.Column('settled_by', sa.String(length=120), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('duplicate_of_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("disposition IN ('accepted', 'accepted_with_change', 'rejected', 'duplicate', 'noted')", name=op.f('ck_comment_disposition')),
    sa.ForeignKeyConstraint(['chapter_id'], ['chapter.id'], name=op.f('fk_comment_chapter_id_chapter'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['duplicate_of_id'], ['comment.id'], name=op.f('fk_comment_duplicate_of_id_comment'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_comment_need_id_need'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_comment_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_comment_procurement_id_procurement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_comment_requirement_id_requirement'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_comment_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_comment_procurement_id_code'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_chapter_id'), ['chapter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_duplicate_of_id'), ['duplicate_of_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_procurement_id'), ['procurement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_requirement_id'), ['requirement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_round_id'), ['round_id'], unique=False)

    op.create_table('lint_waiver',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('rule', sa.String(length=10), nullable=False),
    sa.Column('phrase', sa.String(length=300), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('waived_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('waived_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_lint_waiver_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lint_waiver')),
    sa.UniqueConstraint('requirement_id', 'rule', 'phrase', name=op.f('uq_lint_waiver_requirement_id_rule_phrase'))
    )
    with op.batch_alter_table('lint_waiver', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lint_waiver_requirement_id'), ['requirement_id'], unique=False)

    with op.batch_alter_table('baseline', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name', sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('note', sa.String(length=8000), nullable=False, server_default=""))

    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column('responsible_id', sa.Uuid(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_chapter_procurement_id_parent_id_position'), type_='unique')
        batch_op.create_index(batch_op.f('ix_chapter_responsible_id'), ['responsible_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_chapter_responsible_id_membership'), 'membership', ['responsible_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('consensus_score', schema=None) as batch_op:
        batch_op.add_column(sa.Column('requirement_fingerprint', sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('merged_into_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_need_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_need_merged_into_id_need'), 'need', ['merged_into_id'], ['id'])

    with op.batch_alter_table('need_requirement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checked_by', sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('checked_why', sa.String(length=1000), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('need_fingerprint', sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('requirement_fingerprint', sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.add_column(sa.Column('begins', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('ends', sa.Integer(), nullable=True))

    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('choices', sa.String(length=8000), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('integration_point', sa.String(length=1000), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('status', sa.String(length=32), nullable=False, server_default="draft"))
        batch_op.create_check_constraint(op.f('ck_requirement_status'), _STATUS)

    with op.batch_alter_table('requirement_criterion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checked_by', sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('checked_why', sa.String(length=1000), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('requirement_fingerprint', sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('criterion_fingerprint', sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.add_column(sa.Column('requirement_fingerprint', sa.String(length=64), nullable=False, server_default=""))
    _replace_actions(_ACTIONS_BEFORE + _ACTIONS_ADDED)
    _take_fingerprints()
    _make_search_index()
    _fill_search_index()


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TABLE search_index")
    added = ", ".join(f"'{name}'" for name in _ACTIONS_ADDED)
    op.execute(f"DELETE FROM event WHERE action IN ({added})")
    _replace_actions(_ACTIONS_BEFORE)
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.drop_column('requirement_fingerprint')

    with op.batch_alter_table('requirement_criterion', schema=None) as batch_op:
        batch_op.drop_column('criterion_fingerprint')
        batch_op.drop_column('requirement_fingerprint')
        batch_op.drop_column('checked_why')
        batch_op.drop_column('checked_at')
        batch_op.drop_column('checked_by')

    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_requirement_status'), type_='check')
        batch_op.drop_column('status')
        batch_op.drop_column('integration_point')
        batch_op.drop_column('choices')
        batch_op.drop_column('fingerprint')

    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.drop_column('ends')
        batch_op.drop_column('begins')

    with op.batch_alter_table('need_requirement', schema=None) as batch_op:
        batch_op.drop_column('requirement_fingerprint')
        batch_op.drop_column('need_fingerprint')
        batch_op.drop_column('checked_why')
        batch_op.drop_column('checked_at')
        batch_op.drop_column('checked_by')

    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_need_merged_into_id_need'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_need_merged_into_id'))
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('fingerprint')

    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.drop_column('fingerprint')

    with op.batch_alter_table('consensus_score', schema=None) as batch_op:
        batch_op.drop_column('requirement_fingerprint')

    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_chapter_responsible_id_membership'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_chapter_responsible_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_chapter_procurement_id_parent_id_position'), ['procurement_id', 'parent_id', 'position'])
        batch_op.drop_column('responsible_id')
        batch_op.drop_column('version')

    with op.batch_alter_table('baseline', schema=None) as batch_op:
        batch_op.drop_column('note')
        batch_op.drop_column('name')

    with op.batch_alter_table('lint_waiver', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lint_waiver_requirement_id'))

    op.drop_table('lint_waiver')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_round_id'))
        batch_op.drop_index(batch_op.f('ix_comment_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_comment_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_comment_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_comment_duplicate_of_id'))
        batch_op.drop_index(batch_op.f('ix_comment_need_id'))
        batch_op.drop_index(batch_op.f('ix_comment_chapter_id'))

    op.drop_table('comment')
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approval_round_id'))
        batch_op.drop_index(batch_op.f('ix_approval_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_approval_membership_id'))

    op.drop_table('approval')
    with op.batch_alter_table('chapter_reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chapter_reading_organisation_id'))

    op.drop_table('chapter_reading')
    op.drop_table('source_text')
    with op.batch_alter_table('saved_filter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_filter_membership_id'))

    op.drop_table('saved_filter')
    with op.batch_alter_table('review_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_round_baseline_id'))
        batch_op.drop_index(batch_op.f('ix_review_round_procurement_id'))

    op.drop_table('review_round')
    with op.batch_alter_table('need_merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_merge_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_need_merge_merged_id'))
        batch_op.drop_index(batch_op.f('ix_need_merge_kept_id'))

    op.drop_table('need_merge')
    with op.batch_alter_table('need_backing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_backing_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_need_backing_need_id'))

    op.drop_table('need_backing')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revision_thing_id'))
        batch_op.drop_index(batch_op.f('ix_revision_procurement_id'))

    op.drop_table('revision')
    with op.batch_alter_table('lint_word', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lint_word_procurement_id'))

    op.drop_table('lint_word')
