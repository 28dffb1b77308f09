termbase rename churn-rate customer-loss-rate
