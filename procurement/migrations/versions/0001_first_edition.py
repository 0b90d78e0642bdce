"""The tables of the first edition."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def exact_decimal() -> sa.types.TypeEngine:
    """Return the column type of exact decimals: text on SQLite, numeric on PostgreSQL."""
    return sa.String(length=40).with_variant(sa.Numeric(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('organisation_number', sa.String(length=9), nullable=True),
    sa.Column('municipality_number', sa.String(length=4), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name'))
    )
    op.create_table('procurement',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('buyer', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('procedure', sa.String(length=32), nullable=False),
    sa.Column('contract_type', sa.String(length=20), nullable=False),
    sa.Column('purpose', sa.String(length=8000), nullable=False),
    sa.Column('environment_justification', sa.String(length=8000), nullable=False),
    sa.Column('phase', sa.String(length=32), nullable=False),
    sa.CheckConstraint("phase IN ('drafting', 'review', 'sealed', 'bids_in', 'quality_locked', 'price_open', 'decided', 'closed')", name=op.f('ck_procurement_phase')),
    sa.CheckConstraint("procedure IN ('open', 'negotiated')", name=op.f('ck_procurement_procedure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procurement')),
    sa.UniqueConstraint('slug', name=op.f('uq_procurement_slug'))
    )
    op.create_table('sign_in_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=120), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempt'))
    )
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_attempt_email'), ['email'], unique=False)

    op.create_table('user_account',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('email', name=op.f('uq_user_account_email'))
    )
    op.create_table('baseline',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=80), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_baseline_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_baseline')),
    sa.UniqueConstraint('procurement_id', 'number', name=op.f('uq_baseline_procurement_id_number'))
    )
    with op.batch_alter_table('baseline', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_baseline_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('chapter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['chapter.id'], name=op.f('fk_chapter_parent_id_chapter')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_chapter_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chapter')),
    sa.UniqueConstraint('procurement_id', 'parent_id', 'position', name=op.f('uq_chapter_procurement_id_parent_id_position'))
    )
    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chapter_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_chapter_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('criterion',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('weight', exact_decimal(), nullable=False),
    sa.Column('documentation', sa.String(length=8000), nullable=False),
    sa.CheckConstraint("kind IN ('quality', 'environment', 'price', 'cost')", name=op.f('ck_criterion_kind')),
    sa.CheckConstraint('CAST(weight AS REAL) BETWEEN 0 AND 100', name=op.f('ck_criterion_weight')),
    sa.ForeignKeyConstraint(['parent_id'], ['criterion.id'], name=op.f('fk_criterion_parent_id_criterion')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_criterion_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_criterion_procurement_id_code'))
    )
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_criterion_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('deadline',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('questions', 'applications', 'tenders')", name=op.f('ck_deadline_kind')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_deadline_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline')),
    sa.UniqueConstraint('procurement_id', 'kind', name=op.f('uq_deadline_procurement_id_kind'))
    )
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deadline_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('evaluation_model',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('method', sa.String(length=32), nullable=False),
    sa.Column('max_points', exact_decimal(), nullable=False),
    sa.Column('price_formula', sa.String(length=32), nullable=False),
    sa.Column('zero_at', exact_decimal(), nullable=False),
    sa.Column('floor', exact_decimal(), nullable=True),
    sa.Column('rounding_points', sa.Integer(), nullable=True),
    sa.Column('rounding_total', sa.Integer(), nullable=True),
    sa.Column('tie_rule', sa.String(length=8000), nullable=False),
    sa.CheckConstraint("method IN ('weighted_points')", name=op.f('ck_evaluation_model_method')),
    sa.CheckConstraint("price_formula IN ('linear', 'proportional', 'high_low')", name=op.f('ck_evaluation_model_price_formula')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_evaluation_model_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation_model')),
    sa.UniqueConstraint('procurement_id', name=op.f('uq_evaluation_model_procurement_id'))
    )
    op.create_table('event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=120), nullable=False),
    sa.Column('action', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(length=8000), nullable=False),
    sa.CheckConstraint("action IN ('signed_in', 'sign_in_refused', 'access_denied', 'need_added', 'need_changed', 'requirement_added', 'requirement_changed', 'requirement_judged', 'trace_added', 'trace_removed', 'weights_changed', 'phase_changed', 'baseline_made', 'impartiality_declared', 'score_saved', 'result_computed', 'document_exported', 'demonstration_loaded')", name=op.f('ck_event_action')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_event_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('exported_document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('baseline', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_exported_document_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exported_document'))
    )
    with op.batch_alter_table('exported_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exported_document_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.CheckConstraint("role IN ('lead', 'working_group', 'contact', 'evaluator', 'chair', 'price_officer', 'observer')", name=op.f('ck_membership_role')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_membership_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_membership_procurement_id_procurement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_membership_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('procurement_id', 'user_id', name=op.f('uq_membership_procurement_id_user_id'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_procurement_id'), ['procurement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_user_id'), ['user_id'], unique=False)

    op.create_table('need',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('statement', sa.String(length=1000), nullable=False),
    sa.Column('area', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.CheckConstraint("kind IN ('situation', 'challenge', 'need', 'gap', 'measure', 'desired_state', 'benefit', 'risk')", name=op.f('ck_need_kind')),
    sa.CheckConstraint("priority IN ('high', 'medium', 'low')", name=op.f('ck_need_priority')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_need_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_need_procurement_id_code'))
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('participation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('current_erp', sa.String(length=120), nullable=True),
    sa.Column('yearly_cost', exact_decimal(), nullable=True),
    sa.Column('notice_period', sa.String(length=120), nullable=True),
    sa.Column('note', sa.String(length=8000), nullable=False),
    sa.CheckConstraint("status IN ('participates', 'option', 'undecided', 'declined')", name=op.f('ck_participation_status')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_participation_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_participation_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation')),
    sa.UniqueConstraint('procurement_id', 'organisation_id', name=op.f('uq_participation_procurement_id_organisation_id'))
    )
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participation_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_participation_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('price_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('unit', sa.String(length=30), nullable=False),
    sa.Column('quantity', exact_decimal(), nullable=False),
    sa.Column('is_option', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_price_line_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price_line')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_price_line_procurement_id_code'))
    )
    with op.batch_alter_table('price_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_price_line_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('result',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('computed_by', sa.String(length=120), nullable=False),
    sa.Column('engine', sa.String(length=20), nullable=False),
    sa.Column('digest', sa.String(length=80), nullable=False),
    sa.Column('bundle', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_result_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_result'))
    )
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_result_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('scale_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('points', exact_decimal(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_scale_step_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scale_step')),
    sa.UniqueConstraint('procurement_id', 'points', name=op.f('uq_scale_step_procurement_id_points'))
    )
    with op.batch_alter_table('scale_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scale_step_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('scenario',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('note', sa.String(length=8000), nullable=False),
    sa.Column('bids', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_scenario_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario')),
    sa.UniqueConstraint('procurement_id', 'name', name=op.f('uq_scenario_procurement_id_name'))
    )
    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scenario_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('source',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('publisher', sa.String(length=120), nullable=True),
    sa.Column('dated', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=8000), nullable=False),
    sa.CheckConstraint("kind IN ('document', 'interview', 'workshop', 'survey')", name=op.f('ck_source_kind')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_source_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_source_procurement_id_code'))
    )
    with op.batch_alter_table('source', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_source_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('supplier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('note', sa.String(length=8000), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_supplier_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_supplier_procurement_id_code'))
    )
    with op.batch_alter_table('supplier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supplier_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('user_session',
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_session_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_user_session'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_user_id'), ['user_id'], unique=False)

    op.create_table('assignment',
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('criterion_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_assignment_criterion_id_criterion'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_assignment_membership_id_membership'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('membership_id', 'criterion_id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_criterion_id'), ['criterion_id'], unique=False)

    op.create_table('bid',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('supplier_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.String(length=32), nullable=False),
    sa.Column('excluded', sa.String(length=8000), nullable=True),
    sa.CheckConstraint("round IN ('initial', 'revised', 'final')", name=op.f('ck_bid_round')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_bid_procurement_id_procurement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_bid_supplier_id_supplier'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bid')),
    sa.UniqueConstraint('supplier_id', 'round', name=op.f('uq_bid_supplier_id_round'))
    )
    with op.batch_alter_table('bid', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bid_procurement_id'), ['procurement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bid_supplier_id'), ['supplier_id'], unique=False)

    op.create_table('impartiality_declaration',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('supplier_id', sa.Uuid(), nullable=False),
    sa.Column('statement', sa.String(length=32), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("statement IN ('none', 'possible', 'disqualified')", name=op.f('ck_impartiality_declaration_statement')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_impartiality_declaration_membership_id_membership'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_impartiality_declaration_supplier_id_supplier'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_impartiality_declaration')),
    sa.UniqueConstraint('membership_id', 'supplier_id', name=op.f('uq_impartiality_declaration_membership_id_supplier_id'))
    )
    with op.batch_alter_table('impartiality_declaration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_impartiality_declaration_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_impartiality_declaration_supplier_id'), ['supplier_id'], unique=False)

    op.create_table('quote',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('text', sa.String(length=8000), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_quote_procurement_id_procurement'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_quote_source_id_source'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_quote_procurement_id_code'))
    )
    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_procurement_id'), ['procurement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_quote_source_id'), ['source_id'], unique=False)

    op.create_table('requirement',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('chapter_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('statement', sa.String(length=8000), nullable=False),
    sa.Column('why', sa.String(length=8000), nullable=False),
    sa.Column('requirement_class', sa.String(length=32), nullable=False),
    sa.Column('answer_form', sa.String(length=32), nullable=False),
    sa.Column('answer_instruction', sa.String(length=8000), nullable=False),
    sa.Column('word_limit', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(length=30), nullable=True),
    sa.Column('verification', sa.String(length=32), nullable=False),
    sa.Column('deviation', sa.String(length=32), nullable=True),
    sa.Column('fulfilment', sa.String(length=32), nullable=False),
    sa.Column('legal_basis', sa.String(length=8000), nullable=False),
    sa.Column('catalogue_key', sa.String(length=20), nullable=True),
    sa.Column('catalogue_digest', sa.String(length=80), nullable=True),
    sa.CheckConstraint("answer_form IN ('accept', 'degree', 'yes_no_text', 'text', 'number', 'choice', 'file', 'price')", name=op.f('ck_requirement_answer_form')),
    sa.CheckConstraint("deviation IN ('shall_reject', 'may_reject')", name=op.f('ck_requirement_deviation')),
    sa.CheckConstraint("fulfilment IN ('contract', 'acceptance', 'agreed')", name=op.f('ck_requirement_fulfilment')),
    sa.CheckConstraint("requirement_class IN ('minimum', 'evaluated', 'minimum_evaluated', 'information', 'option', 'contract')", name=op.f('ck_requirement_requirement_class')),
    sa.CheckConstraint("verification IN ('test', 'demonstration', 'documentation', 'description', 'control', 'measurement', 'price')", name=op.f('ck_requirement_verification')),
    sa.ForeignKeyConstraint(['chapter_id'], ['chapter.id'], name=op.f('fk_requirement_chapter_id_chapter')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_requirement_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('procurement_id', 'code', name=op.f('uq_requirement_procurement_id_code'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_chapter_id'), ['chapter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_requirement_procurement_id'), ['procurement_id'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('bid_id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('value', sa.String(length=300), nullable=True),
    sa.Column('text', sa.String(length=32000), nullable=False),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_answer_bid_id_bid'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_answer_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('bid_id', 'requirement_id', name=op.f('uq_answer_bid_id_requirement_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_bid_id'), ['bid_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_requirement_id'), ['requirement_id'], unique=False)

    op.create_table('consensus_score',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('bid_id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('points', exact_decimal(), nullable=False),
    sa.Column('reason', sa.String(length=8000), nullable=False),
    sa.CheckConstraint('CAST(points AS REAL) BETWEEN 0 AND 100', name=op.f('ck_consensus_score_points')),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_consensus_score_bid_id_bid'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_consensus_score_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consensus_score')),
    sa.UniqueConstraint('bid_id', 'requirement_id', name=op.f('uq_consensus_score_bid_id_requirement_id'))
    )
    with op.batch_alter_table('consensus_score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consensus_score_bid_id'), ['bid_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consensus_score_requirement_id'), ['requirement_id'], unique=False)

    op.create_table('need_quote',
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_quote_need_id_need'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_need_quote_quote_id_quote'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('need_id', 'quote_id', name=op.f('pk_need_quote'))
    )
    with op.batch_alter_table('need_quote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_quote_quote_id'), ['quote_id'], unique=False)

    op.create_table('need_requirement',
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_requirement_need_id_need'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_need_requirement_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('need_id', 'requirement_id', name=op.f('pk_need_requirement'))
    )
    with op.batch_alter_table('need_requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_requirement_requirement_id'), ['requirement_id'], unique=False)

    op.create_table('price_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('bid_id', sa.Uuid(), nullable=False),
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('unit_price', exact_decimal(), nullable=False),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_price_answer_bid_id_bid'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['line_id'], ['price_line.id'], name=op.f('fk_price_answer_line_id_price_line'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price_answer')),
    sa.UniqueConstraint('bid_id', 'line_id', name=op.f('uq_price_answer_bid_id_line_id'))
    )
    with op.batch_alter_table('price_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_price_answer_bid_id'), ['bid_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_price_answer_line_id'), ['line_id'], unique=False)

    op.create_table('requirement_criterion',
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('criterion_id', sa.Uuid(), nullable=False),
    sa.Column('share', exact_decimal(), nullable=False),
    sa.CheckConstraint('CAST(share AS REAL) BETWEEN 0 AND 100', name=op.f('ck_requirement_criterion_share')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_requirement_criterion_criterion_id_criterion'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_requirement_criterion_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('requirement_id', 'criterion_id', name=op.f('pk_requirement_criterion'))
    )
    with op.batch_alter_table('requirement_criterion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_criterion_criterion_id'), ['criterion_id'], unique=False)

    op.create_table('score',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('bid_id', sa.Uuid(), nullable=False),
    sa.Column('requirement_id', sa.Uuid(), nullable=False),
    sa.Column('points', exact_decimal(), nullable=False),
    sa.Column('reason', sa.String(length=8000), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('CAST(points AS REAL) BETWEEN 0 AND 100', name=op.f('ck_score_points')),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_score_bid_id_bid'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_score_membership_id_membership'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_score_requirement_id_requirement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('membership_id', 'bid_id', 'requirement_id', name=op.f('uq_score_membership_id_bid_id_requirement_id'))
    )
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_bid_id'), ['bid_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_score_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_score_requirement_id'), ['requirement_id'], unique=False)



def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_score_membership_id'))
        batch_op.drop_index(batch_op.f('ix_score_bid_id'))

    op.drop_table('score')
    with op.batch_alter_table('requirement_criterion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_requirement_criterion_criterion_id'))

    op.drop_table('requirement_criterion')
    with op.batch_alter_table('price_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_price_answer_line_id'))
        batch_op.drop_index(batch_op.f('ix_price_answer_bid_id'))

    op.drop_table('price_answer')
    with op.batch_alter_table('need_requirement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_requirement_requirement_id'))

    op.drop_table('need_requirement')
    with op.batch_alter_table('need_quote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_quote_quote_id'))

    op.drop_table('need_quote')
    with op.batch_alter_table('consensus_score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consensus_score_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_consensus_score_bid_id'))

    op.drop_table('consensus_score')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_requirement_id'))
        batch_op.drop_index(batch_op.f('ix_answer_bid_id'))

    op.drop_table('answer')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_requirement_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_requirement_chapter_id'))

    op.drop_table('requirement')
    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quote_source_id'))
        batch_op.drop_index(batch_op.f('ix_quote_procurement_id'))

    op.drop_table('quote')
    with op.batch_alter_table('impartiality_declaration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_impartiality_declaration_supplier_id'))
        batch_op.drop_index(batch_op.f('ix_impartiality_declaration_membership_id'))

    op.drop_table('impartiality_declaration')
    with op.batch_alter_table('bid', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bid_supplier_id'))
        batch_op.drop_index(batch_op.f('ix_bid_procurement_id'))

    op.drop_table('bid')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_criterion_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_session_user_id'))

    op.drop_table('user_session')
    with op.batch_alter_table('supplier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supplier_procurement_id'))

    op.drop_table('supplier')
    with op.batch_alter_table('source', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_source_procurement_id'))

    op.drop_table('source')
    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scenario_procurement_id'))

    op.drop_table('scenario')
    with op.batch_alter_table('scale_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scale_step_procurement_id'))

    op.drop_table('scale_step')
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_result_procurement_id'))

    op.drop_table('result')
    with op.batch_alter_table('price_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_price_line_procurement_id'))

    op.drop_table('price_line')
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participation_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_participation_organisation_id'))

    op.drop_table('participation')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_procurement_id'))

    op.drop_table('need')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_user_id'))
        batch_op.drop_index(batch_op.f('ix_membership_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_membership_organisation_id'))

    op.drop_table('membership')
    with op.batch_alter_table('exported_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exported_document_procurement_id'))

    op.drop_table('exported_document')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_event_at'))

    op.drop_table('event')
    op.drop_table('evaluation_model')
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deadline_procurement_id'))

    op.drop_table('deadline')
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_criterion_parent_id'))

    op.drop_table('criterion')
    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chapter_procurement_id'))
        batch_op.drop_index(batch_op.f('ix_chapter_parent_id'))

    op.drop_table('chapter')
    with op.batch_alter_table('baseline', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_baseline_procurement_id'))

    op.drop_table('baseline')
    op.drop_table('user_account')
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_attempt_email'))

    op.drop_table('sign_in_attempt')
    op.drop_table('procurement')
    op.drop_table('organisation')
