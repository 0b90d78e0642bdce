"""All price formulas and methods, what the model test is tried with, and who signed it."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_NEW_ACTIONS = ('model_changed', 'scenario_changed', 'model_signed')
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
)
_METHODS = ('weighted_points', 'lowest_price', 'quality_deduction', 'quality_markup',
            'percentage_markup', 'price_per_quality', 'effective_price')
_FORMULAS = ('linear', 'proportional', 'hybrid', 'high_low', 'fixed', 'mean_relative',
             'logarithmic', 'bands')
_OLD_FORMULAS = ('linear', 'proportional', 'high_low')
_NORMALISATIONS = ('none', 'proportional', 'difference')
_LEVELS = ('criterion', 'leaf')
_GROUNDS = ('requirements', 'combined', 'insignificant', 'critical_interest', 'national_minimum')
_ORIGINS = ('typed', 'generated')
_MODEL_COLUMNS = ('normalisation_level', 'normalisation', 'environment_ground', 'notice_date',
                  'highest_price', 'lowest_price', 'bands', 'is_clamped', 'zero_price',
                  'full_price', 'base', 'knee')


def exact_decimal() -> sa.types.TypeEngine:
    """Return the column type of exact decimals: text on SQLite, numeric on PostgreSQL."""
    return sa.String(length=40).with_variant(sa.Numeric(), "postgresql")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the condition that a column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def required(name: str, kind: sa.types.TypeEngine, value: str) -> sa.Column:
    """Return a column that the rows there are get a value for."""
    return sa.Column(name, kind, nullable=False, server_default=sa.text(value))


def replace_check(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column hold these values and no others."""
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, one_of(column, values))


def upgrade() -> None:
    """Apply."""
    replace_check('event', 'action', _OLD_ACTIONS + _NEW_ACTIONS)
    replace_check('evaluation_model', 'method', _METHODS)
    replace_check('evaluation_model', 'price_formula', _FORMULAS)
    with op.batch_alter_table('evaluation_model') as batch_op:
        batch_op.add_column(required('knee', exact_decimal(), "'1.5'"))
        batch_op.add_column(required('base', exact_decimal(), "'10'"))
        batch_op.add_column(sa.Column('full_price', exact_decimal(), nullable=True))
        batch_op.add_column(sa.Column('zero_price', exact_decimal(), nullable=True))
        batch_op.add_column(required('is_clamped', sa.Boolean(), 'false'))
        batch_op.add_column(required('bands', sa.JSON(), "'[]'"))
        batch_op.add_column(sa.Column('lowest_price', exact_decimal(), nullable=True))
        batch_op.add_column(sa.Column('highest_price', exact_decimal(), nullable=True))
        batch_op.add_column(sa.Column('notice_date', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('environment_ground', sa.String(length=32), nullable=True))
        batch_op.add_column(required('normalisation', sa.String(length=32), "'none'"))
        batch_op.add_column(required('normalisation_level', sa.String(length=32), "'criterion'"))
        for column, values in (('normalisation', _NORMALISATIONS), ('normalisation_level', _LEVELS),
                               ('environment_ground', _GROUNDS)):
            batch_op.create_check_constraint(
                op.f(f'ck_evaluation_model_{column}'), one_of(column, values)
            )
    with op.batch_alter_table('criterion') as batch_op:
        batch_op.add_column(sa.Column('max_value', exact_decimal(), nullable=True))
        batch_op.add_column(sa.Column('weight_least', exact_decimal(), nullable=True))
        batch_op.add_column(sa.Column('weight_most', exact_decimal(), nullable=True))
        batch_op.add_column(required('is_published', sa.Boolean(), 'true'))
    with op.batch_alter_table('scenario') as batch_op:
        batch_op.add_column(required('origin', sa.String(length=32), "'typed'"))
        batch_op.add_column(required('score_ranges', sa.JSON(), "'{}'"))
        batch_op.create_check_constraint(
            op.f('ck_scenario_origin'), one_of('origin', _ORIGINS)
        )
    for table, columns in (('evaluation_model', ('knee', 'base', 'is_clamped', 'bands',
                                                 'normalisation', 'normalisation_level')),
                           ('criterion', ('is_published',)),
                           ('scenario', ('origin', 'score_ranges'))):
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
    op.create_table('model_sign_off',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procurement_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=80), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('engine', sa.String(length=20), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_by', sa.String(length=120), nullable=False),
    sa.Column('reason', sa.String(length=8000), nullable=False),
    sa.Column('notes', sa.String(length=8000), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_model_sign_off_procurement_id_procurement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_sign_off'))
    )
    with op.batch_alter_table('model_sign_off') as batch_op:
        batch_op.create_index(batch_op.f('ix_model_sign_off_procurement_id'), ['procurement_id'], unique=False)


def downgrade() -> None:
    """Undo; what the older tables have no word for gets the nearest that they have."""
    with op.batch_alter_table('model_sign_off') as batch_op:
        batch_op.drop_index(batch_op.f('ix_model_sign_off_procurement_id'))
    op.drop_table('model_sign_off')
    with op.batch_alter_table('scenario') as batch_op:
        batch_op.drop_constraint(op.f('ck_scenario_origin'), type_='check')
        batch_op.drop_column('score_ranges')
        batch_op.drop_column('origin')
    with op.batch_alter_table('criterion') as batch_op:
        for column in ('is_published', 'weight_most', 'weight_least', 'max_value'):
            batch_op.drop_column(column)
    with op.batch_alter_table('evaluation_model') as batch_op:
        for column in ('normalisation', 'normalisation_level', 'environment_ground'):
            batch_op.drop_constraint(op.f(f'ck_evaluation_model_{column}'), type_='check')
        for column in _MODEL_COLUMNS:
            batch_op.drop_column(column)
    op.execute("UPDATE evaluation_model SET method = 'weighted_points'")
    op.execute("UPDATE evaluation_model SET price_formula = 'linear' "
               f"WHERE NOT ({one_of('price_formula', _OLD_FORMULAS)})")
    op.execute("UPDATE event SET action = 'weights_changed' "
               f"WHERE {one_of('action', _NEW_ACTIONS)}")
    replace_check('evaluation_model', 'price_formula', _OLD_FORMULAS)
    replace_check('evaluation_model', 'method', ('weighted_points',))
    replace_check('event', 'action', _OLD_ACTIONS)
