"""What goes out: own words, own masters, previews, seals and addenda."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

_NEW_ACTIONS = (
    'criterion_changed', 'tender_text_changed', 'procurement_changed', 'master_changed',
    'preview_made', 'seal_proposed', 'seal_withdrawn', 'documents_sealed', 'addendum_changed',
    'addendum_published',
)
_OLD_ACTIONS = (
    'signed_in', 'sign_in_refused', 'access_denied', 'need_added', 'need_changed',
    'requirement_added', 'requirement_changed', 'requirement_judged', 'trace_added',
    'trace_removed', 'weights_changed', 'phase_changed', 'baseline_made',
    'impartiality_declared', 'score_saved', 'result_computed', 'document_exported',
    'demonstration_loaded', 'need_removed', 'need_merged', 'need_parted', 'need_backed',
    'source_added', 'source_changed', 'quote_added', 'quote_removed', 'chapter_added',
    'chapter_changed', 'chapter_removed', 'chapter_read', 'requirement_adopted',
    'requirement_moved', 'requirement_removed', 'requirement_approved', 'requirement_reopened',
    'change_undone', 'finding_waived', 'waiver_removed', 'word_list_changed', 'suspect_cleared',
    'round_opened', 'round_closed', 'comment_added', 'comment_settled',
    'model_changed', 'scenario_changed', 'model_signed',
)
_TABLES = (
    'addendum_change', 'addendum', 'sealed_file', 'seal', 'preview', 'master_file', 'house_style',
    'tender_text',
)


def replace_check(actions: tuple[str, ...]) -> None:
    """Let the log tell of these actions and no others."""
    listed = ", ".join(f"'{action}'" for action in actions)
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_action'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_action'), f"action IN ({listed})")


def upgrade() -> None:
    """Apply."""
    replace_check(_OLD_ACTIONS + _NEW_ACTIONS)
    op.create_table('addendum',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('text', sa.String(length=8000), nullable=False),
    sa.Column('deadline', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why_material', sa.String(length=8000), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('baseline_before', sa.Integer(), nullable=True),
    sa.Column('baseline_after', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_addendum_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addendum')),
    sa.UniqueConstraint('procurement_id', 'number', name=op.f('uq_addendum_procurement_id_number'))
    )
    op.create_index(op.f('ix_addendum_procurement_id'), 'addendum', ['procurement_id'])
    op.create_table('house_style',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('logo', sa.LargeBinary(), nullable=True),
    sa.Column('logo_text', sa.String(length=120), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_house_style_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_style')),
    sa.UniqueConstraint('procurement_id', name=op.f('uq_house_style_procurement_id'))
    )
    op.create_table('master_file',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('deliverable', sa.String(length=60), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_master_file_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_master_file')),
    sa.UniqueConstraint('procurement_id', 'deliverable', name=op.f('uq_master_file_procurement_id_deliverable'))
    )
    op.create_index(op.f('ix_master_file_procurement_id'), 'master_file', ['procurement_id'])
    op.create_table('preview',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('edition', sa.String(length=80), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('writer', sa.String(length=120), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_preview_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preview')),
    sa.UniqueConstraint('procurement_id', 'name', name=op.f('uq_preview_procurement_id_name'))
    )
    op.create_index(op.f('ix_preview_procurement_id'), 'preview', ['procurement_id'])
    op.create_table('tender_text',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('text', sa.String(length=8000), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_tender_text_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tender_text')),
    sa.UniqueConstraint('procurement_id', 'name', name=op.f('uq_tender_text_procurement_id_name'))
    )
    op.create_index(op.f('ix_tender_text_procurement_id'), 'tender_text', ['procurement_id'])
    op.create_table('seal',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=80), nullable=False),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by', sa.Uuid(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('baseline', sa.Integer(), nullable=True),
    sa.Column('manifest', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['confirmed_by'], ['membership.id'], name=op.f('fk_seal_confirmed_by_membership'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_seal_procurement_id_procurement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposed_by'], ['membership.id'], name=op.f('fk_seal_proposed_by_membership'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal')),
    sa.UniqueConstraint('procurement_id', 'number', name=op.f('uq_seal_procurement_id_number'))
    )
    op.create_index(op.f('ix_seal_confirmed_by'), 'seal', ['confirmed_by'])
    op.create_index(op.f('ix_seal_procurement_id'), 'seal', ['procurement_id'])
    op.create_index(op.f('ix_seal_proposed_by'), 'seal', ['proposed_by'])
    op.create_table('sealed_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('seal_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['seal_id'], ['seal.id'], name=op.f('fk_sealed_file_seal_id_seal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sealed_file')),
    sa.UniqueConstraint('seal_id', 'name', name=op.f('uq_sealed_file_seal_id_name'))
    )
    op.create_index(op.f('ix_sealed_file_seal_id'), 'sealed_file', ['seal_id'])
    op.create_table('addendum_change',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('addendum_id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=60), nullable=False),
    sa.Column('before', sa.String(length=8000), nullable=False),
    sa.Column('after', sa.String(length=8000), nullable=False),
    sa.Column('reason', sa.String(length=8000), nullable=False),
    sa.ForeignKeyConstraint(['addendum_id'], ['addendum.id'], name=op.f('fk_addendum_change_addendum_id_addendum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_addendum_change_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addendum_change')),
    sa.UniqueConstraint('addendum_id', 'requirement_id', 'field', name=op.f('uq_addendum_change_addendum_id_requirement_id_field'))
    )
    op.create_index(op.f('ix_addendum_change_addendum_id'), 'addendum_change', ['addendum_id'])
    op.create_index(op.f('ix_addendum_change_requirement_id'), 'addendum_change', ['requirement_id'])


def downgrade() -> None:
    """Take back; the log keeps its lines under the nearest older word."""
    for table in _TABLES:
        op.drop_table(table)
    listed = ", ".join(f"'{action}'" for action in _NEW_ACTIONS)
    op.execute(f"UPDATE event SET action = 'phase_changed' WHERE action IN ({listed})")
    replace_check(_OLD_ACTIONS)
